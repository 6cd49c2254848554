"""Copying text: through the terminal (OSC 52, also over ssh), and with a local tool where there is one."""

import asyncio
import os
import shutil
from collections.abc import Mapping, Sequence

from textual.app import App

TOOLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""Local tools, each with the variable that must be set for it to work."""

PATIENCE = 2.0  # seconds


def local_tool(environ: Mapping[str, str]) -> Sequence[str] | None:
    """The tool that reaches this machine's clipboard; None over ssh, where it would be the wrong one."""
    if "SSH_CONNECTION" in environ:
        return None
    return next(
        (command for needs, command in TOOLS if (not needs or environ.get(needs)) and shutil.which(command[0])), None
    )


async def copy(app: App[int], text: str) -> str:
    """Copy the text; gives how ("through the terminal", "with wl-copy")."""
    app.copy_to_clipboard(text)
    command = local_tool(os.environ)
    if command is None:
        return "through the terminal"
    try:
        tool = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return "through the terminal"
    try:
        await asyncio.wait_for(tool.communicate(text.encode("utf-8", "replace")), PATIENCE)
    except TimeoutError:  # it waits for a display that doesn't answer
        tool.kill()
        await tool.wait()
    return f"with {command[0]}" if tool.returncode == 0 else "through the terminal"
