"""One Markdown file of a module, read and split into its front matter and its body."""

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from course.loader import yaml
from course.loader.report import Report, Tell, UnreadableError
from course.loader.wording import INVISIBLE, quote

LARGEST = 1_000_000
"""The largest file in bytes: 500 questions of 400 characters are a fifth of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that could be read.

    ``front`` is its front matter, None where that is no YAML. ``body`` is the whole file with
    front matter and comments (``<!-- … -->``) blanked, so that a line of the body has the number
    that it has in the file. ``tell`` tells of problems, ``advise`` of what could be better.
    """

    path: str
    front: yaml.Pairs | None
    body: str
    tell: Tell
    advise: Tell

    def line_of(self, key: str) -> int:
        """Give the line of a key of the front matter, or the first."""
        pairs = self.front.pairs if self.front else ()
        return next((name.line for name, _ in pairs if name.text == key), 1)


def read(file: Path, shown: str, report: Report) -> Source | None:
    """Read a file; None when that fails, after telling why. ``shown`` is its path for messages."""
    tell = report.about(shown)
    try:
        front, body = _split(decode(read_bytes(file)))
    except UnreadableError as error:
        tell(error.line, error.wrong, error.mend)
        return None
    advise = report.advice_about(shown)
    body = _without_comments(_HARD_SPACES.sub(r"\1 ", body))
    return Source(shown, _front(front, tell), body, tell, advise)


def read_bytes(file: Path) -> bytes:
    """Read an ordinary file of a reasonable size."""
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError(1, "dit is een map, al eindigt de naam op .md", "hernoem hem")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(1, "dit is geen gewoon bestand", "haal het weg of hernoem het")
        if status.st_size > LARGEST:
            raise UnreadableError(1, _TOO_LARGE, "verdeel de tekst over meer onderdelen")
        return file.read_bytes()
    except OSError as error:
        why = "" if isinstance(error, PermissionError) else f" ({error.strerror or error})"
        wrong = f"dit bestand kan niet worden gelezen{why}"
        raise UnreadableError(1, wrong, "kijk of je er rechten op hebt") from None


def decode(data: bytes) -> str:
    """Give the text of a UTF-8 file with ``\\n`` line ends and without byte order mark."""
    if _is_utf_16(data):
        raise UnreadableError(1, "dit bestand is opgeslagen als UTF-16", _SAVE_AS)
    if kind := foreign(data):
        raise UnreadableError(1, f"dit is een {kind}, en geen gewone tekst", _PLAIN)
    try:
        text = _with_line_ends(data.decode()).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = _lines(_with_line_ends(data[: error.start].decode("utf-8", "replace")))
        wrong = f"op deze regel staat een teken dat geen UTF-8 is (byte {data[error.start]:#04x})"
        raise UnreadableError(line, wrong, _SAVE_AS) from None
    if found := INVISIBLE.search(text):
        wrong = f"op deze regel staat een onzichtbaar teken (U+{ord(found[0]):04X})"
        raise UnreadableError(_lines(text[: found.start()]), wrong, "typ deze regel opnieuw")
    return text


def foreign(data: bytes) -> str | None:
    """Name the sort of a file that is no text, though it may be full of it; None for all others."""
    found = (name for beginning, name in _FOREIGN.items() if data.startswith(beginning))
    return next(found, None)


def _is_utf_16(data: bytes) -> bool:
    # Some programs leave the byte order mark out; text then has a zero beside each letter.
    beginning = data[:2]
    marked = beginning in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    return marked or (len(beginning) == 2 and beginning.count(0) == 1)


def _front(text: str, tell: Tell) -> yaml.Pairs | None:
    try:
        return yaml.read(text)
    except UnreadableError as error:
        tell(error.line, error.wrong, error.mend)
        return None


def _split(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    if not text.strip():
        raise UnreadableError(1, "dit bestand is leeg", _BEGIN)
    if lines[0].rstrip() != "---":
        raise _not_begun(lines[0].strip())
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            front = "\n".join(["", *lines[1:number]])
            return front, "\n" * (number + 1) + "\n".join(lines[number + 1 :])
    raise _not_closed(lines)


def _not_begun(line: str) -> UnreadableError:
    if _NEARLY_DASHES.fullmatch(line):
        return UnreadableError(1, f"de eerste regel is {quote(line)}", _THREE_DASHES)
    return UnreadableError(1, "hier ontbreekt het blok met instellingen (front matter)", _BEGIN)


def _not_closed(lines: list[str]) -> UnreadableError:
    wrong = "het blok met instellingen (front matter) is niet gesloten"
    for number, line in enumerate(lines[1:], start=2):
        if _NEARLY_DASHES.fullmatch(line.strip()):
            return UnreadableError(number, f"{wrong}: hier staat {quote(line)}", _THREE_DASHES)
    return UnreadableError(1, wrong, "zet onder de instellingen een regel met ---")


def _without_comments(text: str) -> str:
    pieces = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start)) >= 0:
        pieces += [text[end:start], "\n" * text.count("\n", start, close)]
        end = close + len("-->")
    return "".join((*pieces, text[end:]))


def _with_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(before: str) -> int:
    return 1 + before.count("\n")


_FOREIGN = {
    b"PK\x03\x04": "Word-bestand of zip",
    b"\xd0\xcf\x11\xe0": "oud Word-bestand",
    b"{\\rtf": "RTF-bestand uit WordPad of Word",
    b"%PDF": "PDF",
}
_HARD_SPACES = re.compile(r"^([ \xa0]*(?:[-*+]|\d{1,9}[.)]|#{1,6}))\xa0+", re.MULTILINE)
"""What text from a web page has behind a bullet: it looks like a space, and makes no list."""

_NEARLY_DASHES = re.compile("[-‐‑‒–—―]+")
_THREE_DASHES = "typ daar precies drie gewone streepjes: ---"
_PLAIN = "kopieer de tekst naar Kladblok en bewaar die daar, met als Codering UTF-8"
_SAVE_AS = "kies in Kladblok Bestand, Opslaan als, en bij Codering UTF-8"
_BEGIN = "begin op de eerste regel met ---, zet daaronder de instellingen en dan weer een regel ---"
_TOO_LARGE = f"dit bestand is groter dan {LARGEST // 1000} kB"
