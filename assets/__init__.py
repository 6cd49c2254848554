"""Shipped files: decks and pictures."""
