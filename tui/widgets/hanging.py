"""Lines that hang: what doesn't fit goes on below the first word, not below the mark or the label before it."""

from textual.content import Content

LEAST = 12  # cells: narrower than that nothing is gained by hanging


def hung(lead: Content, body: Content, width: int) -> Content:
    """The body after its lead, wrapped to `width` cells, its later lines as far in as its first."""
    room = width - lead.cell_length
    if room < LEAST or body.cell_length <= room:
        return lead + body
    first, *later = (line.rstrip() for line in body.wrap(room))
    return Content("\n").join([lead + first, *(line.pad_left(lead.cell_length) for line in later)])
