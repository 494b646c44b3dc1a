"""One Markdown file of a module, read and split into its front matter and its body."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from course.loader import yaml
from course.loader.report import Tell, UnreadableError
from course.loader.wording import INVISIBLE

LARGEST = 1_000_000
"""The largest file in bytes: 500 questions of 400 characters are a fifth of it."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that could be read.

    ``front`` is its front matter. ``body`` is the whole file with front matter and comments
    (``<!-- … -->``) blanked, so that a line of the body has the number that it has in the file.
    """

    path: str
    front: yaml.Pairs
    body: str
    tell: Tell


def read(file: Path, shown: str, tell: Tell) -> Source | None:
    """Read a file; None when that fails, after telling why. ``shown`` is its path for messages."""
    try:
        text = decode(read_bytes(file))
        front, body = _split(text)
        return Source(shown, yaml.read(front), _COMMENT.sub(_blank, body), tell)
    except UnreadableError as error:
        tell(error.line, error.message)
    return None


def read_bytes(file: Path) -> bytes:
    """Read an ordinary file of a reasonable size."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(
                1, "dit is geen gewoon bestand; haal het weg uit de map of hernoem het"
            )
        if status.st_size > LARGEST:
            raise UnreadableError(1, _TOO_LARGE)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableError(1, _NO_ACCESS.format(error.strerror or error)) from None


def decode(data: bytes) -> str:
    """Give the text of a UTF-8 file with ``\\n`` line ends and without byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(1, f"dit bestand is opgeslagen als UTF-16; {_SAVE_AS}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _lines(data[: error.start].decode("utf-8", "replace"))
        byte = f"{data[error.start]:#04x}"
        raise UnreadableError(line, f"het teken (byte {byte}) is geen UTF-8; {_SAVE_AS}") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := INVISIBLE.search(text):
        line = _lines(text[: found.start()])
        raise UnreadableError(line, _INVISIBLE.format(ord(found[0])))
    return text


def _split(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    if not text.strip():
        raise UnreadableError(1, f"dit bestand is leeg; {_BEGIN}")
    if lines[0].rstrip() != "---":
        raise UnreadableError(1, f"hier ontbreekt het blok met instellingen; {_BEGIN}")
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            front = "\n".join(["", *lines[1:number]])
            return front, "\n" * (number + 1) + "\n".join(lines[number + 1 :])
    raise UnreadableError(
        1, "het blok met instellingen is niet gesloten; zet er een regel met --- onder"
    )


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def _lines(before: str) -> int:
    return 1 + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")


_SAVE_AS = "kies in Kladblok Bestand, Opslaan als, en bij Codering UTF-8"
_BEGIN = "begin op de eerste regel met ---, dan de instellingen, en sluit af met een regel ---"
_NO_ACCESS = "dit bestand kan niet worden gelezen ({}); kijk of je er rechten op hebt"
_TOO_LARGE = (
    f"dit bestand is groter dan {LARGEST // 1000} kB; verdeel de tekst over meer onderdelen"
)
_INVISIBLE = "hier staat een onzichtbaar teken (U+{:04X}); typ deze regel opnieuw"
