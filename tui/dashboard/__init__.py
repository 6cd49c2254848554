"""The panels of the Progress page as figures to draw: without a terminal, so that reports can use them too."""
