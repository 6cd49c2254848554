"""One module and one style sheet for each screen, imported when first shown."""
