"""A small sound module folder, of which each test changes one thing."""

from collections.abc import Callable, Mapping
from pathlib import Path

MODULE = "---\nid: proef\ntitle: Proef\n---\n\nWelkom.\n"
QUESTIONS = (
    "---\nid: vragen\nkind: questions\ntitle: Vragen\n---\n\n"
    "- Waar heb je moeite mee? {#moeite}\n- Wat gaat goed? {#goed}\n"
)
SOUND: Mapping[str, str] = {"module.md": MODULE, "1-vragen.md": QUESTIONS}

Write = Callable[[Mapping[str, str | bytes | None]], Path]


def front(**keys: str) -> str:
    """Give front matter with ``keys`` as they are typed."""
    return "\n".join(["---", *(f"{key}: {value}" for key, value in keys.items()), "---", ""])
