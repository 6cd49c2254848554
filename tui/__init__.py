"""The terminal face of Readyby."""
