"""Libraries made up to look around in and to measure with."""
