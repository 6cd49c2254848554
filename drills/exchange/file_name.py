"""Deck names → file names that every system takes, that stay in their folder, and that never meet."""

import re
import unicodedata

LONGEST = 100  # bytes of a part; file systems take 255

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


class FileNames:
    """Gives each deck a file of its own: "Career goals::Pitfalls" → "Career goals/Pitfalls.md"."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, deck: str) -> str:
        """A relative path with / between its parts, different from all given before, whatever the file system folds."""
        *folders, last = (_part(part) for part in deck.split("::"))
        stem = "/".join([*(_folder(folder) for folder in folders), last])
        name, number = f"{stem}.md", 1
        while _folded(name) in self._taken:
            number += 1
            name = f"{stem}-{number}.md"
        self._taken.add(_folded(name))
        return name


def _part(text: str) -> str:
    """One part of a deck's name, as part of a path."""
    shown = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    clean = _UNSAFE.sub("_", unicodedata.normalize("NFC", shown)).strip(" ")
    clean = clean.encode()[:LONGEST].decode(errors="ignore").rstrip(" .")
    if not clean or clean.startswith((".", "-", "~")) or _RESERVED.fullmatch(clean):
        return f"_{clean}"
    return clean


def _folder(part: str) -> str:
    """A folder's name, which never is that of a deck's file."""
    return f"{part}_" if part.lower().endswith(".md") else part


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
