"""A cursor that shows without colours."""

from collections.abc import Iterable

from textual.style import Style
from textual.widget import Widget


def with_reversal(widget: Widget, style: Style, component_classes: Iterable[str]) -> Style:
    """The style with `text-style: reverse` of a component class, which Textual 8.2 leaves out of lists."""
    if any(widget.get_component_styles(name).text_style.reverse for name in component_classes):
        return style + Style(reverse=True)
    return style
