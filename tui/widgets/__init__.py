"""What screens are drawn with: they show what they are given and tell what was chosen."""
