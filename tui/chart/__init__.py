"""Charts as lines of styled cells: pure drawing, without a terminal and without Textual."""
