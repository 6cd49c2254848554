"""The tables, one module a migration step: each step is named, and never changed once released."""
