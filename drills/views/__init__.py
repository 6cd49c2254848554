"""What each screen shows, read in one go: frozen, plain, and ready to draw. One module a screen."""
