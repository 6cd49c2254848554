"""Answers of one's own: versions, stories, roles, criticism, interviews, and what the coach made of them."""
