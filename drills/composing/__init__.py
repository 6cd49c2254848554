"""Composing an answer: its layout and length, its parts and versions, stories, interviews, judging oneself."""
