"""The commands that work without the app: one module each, with its arguments and what it does."""
