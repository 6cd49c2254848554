"""Decks in and out: Markdown, Anki, CSV, JSON and calendars."""
