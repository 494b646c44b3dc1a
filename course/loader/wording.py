"""How problems are worded: quoting, the nearest word there is, an id to start from."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

ID_RULE = (
    "begin een id met een letter, gebruik daarna alleen letters zonder accent, cijfers, - en _, "
    "en maak hem hoogstens 64 tekens lang"
)
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that no XML can hold (XML 1.0, section 2.2), and the other control characters."""

_IN_DUTCH = {
    "afronding": "completion",
    "beschrijving": "description",
    "lezers": "readers",
    "minuten": "minutes",
    "omschrijving": "description",
    "ondertitels": "captions",
    "ondertiteling": "captions",
    "soort": "kind",
    "taal": "language",
    "trefwoorden": "keywords",
    "volgt": "follows",
    "voorbeeld": "example",
    "wachtwoord": "password",
    "reflectievragen": "questions",
    "tekst": "text",
    "vragen": "questions",
    "werkplaten": "worksheets",
    "kaartjes": "cards",
    "begeleider": "instructor",
    "groep": "group",
    "achtergrond": "background",
    "donker": "dark",
    "fout": "error",
    "goed": "success",
    "kleuren": "colours",
    "knop": "button",
    "knoppen": "button",
    "knoptekst": "button-text",
    "lettertype": "font",
    "naam": "title",
    "rand": "border",
    "vlak": "surface",
}


def quote(text: str) -> str:
    """Put a word of the author between quotes, shortened where it is long."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """Shorten a text that is too long for a message."""
    text = text.replace("\t", " ")
    return text if len(text) <= 60 else f"{text[:57]}…"


def sentences(wrong: str, mend: str) -> str:
    """Make sentences of what is wrong and how to mend it."""
    return " ".join(_sentence(text) for text in (wrong, mend))


def _sentence(text: str) -> str:
    begun = text[:1].upper() + text[1:]
    return begun if begun.endswith(("?", ".")) else f"{begun}."


def ratio(value: float) -> str:
    """Write a contrast ratio, never rounded up to what it does not reach."""
    return f"{int(value * 100) / 100:g}:1".replace(".", ",")


def listed(words: Iterable[str]) -> str:
    """Name all words."""
    return ", ".join(words)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that is meant, in Dutch or with a slip of the pen."""
    translated = _IN_DUTCH.get(word.lower(), word.lower())
    return next(iter(difflib.get_close_matches(translated, list(known), n=1, cutoff=0.6)), None)


def instead(word: str, known: Iterable[str]) -> str:
    """Name the known word that is meant, or all of them where none comes near."""
    names = list(known)
    near = nearest(word, names)
    return f"bedoel je {quote(near)}?" if near else f"kies uit: {listed(names)}"


def an_id(text: str) -> str:
    """Make an example of an id: ``Waar heb je moeite mee?`` → ``waar-heb-je-moeite``."""
    letters = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters)[:4]
    name = "-".join(words)[:40].strip("-")
    return name if name[:1].isalpha() else f"id-{name}".rstrip("-")
