"""The one place where SQL lives."""
