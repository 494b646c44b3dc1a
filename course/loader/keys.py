"""The keys of front matter with their values as typed data; whatever is wrong is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from course.loader.report import Tell
from course.loader.wording import INVISIBLE, instead, nearest, quote
from course.loader.yaml import Items, Node, Pairs, Scalar

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_FLAGS = {"true": True, "ja": True, "yes": True, "false": False, "nee": False, "no": False}


@dataclass(frozen=True, slots=True)
class Value:
    """A text and the line (from 1) it stands on; an empty text stands where it belongs."""

    text: str
    line: int


class Keys:
    """One block of keys. A key that is absent or empty gives an empty value."""

    def __init__(self, pairs: Pairs, tell: Tell) -> None:
        self.line = pairs.line
        self._tell = tell
        self._nodes: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key, node in pairs.pairs:
            if key.text in lines:
                first = lines[key.text]
                wrong = f"de sleutel {quote(key.text)} staat ook al op regel {first}"
                tell(key.line, wrong, "haal er een weg")
            else:
                lines[key.text], self._nodes[key.text] = key.line, node
        self._lines = lines

    def only(self, known: Iterable[str], elsewhere: Iterable[str] = ()) -> None:
        """Tell of every key that is not ``known``; those ``elsewhere`` belong to other kinds."""
        names = list(known)
        for key in self._nodes:
            if key in names:
                continue
            if key in elsewhere:
                wrong, mend = f"{quote(key)} hoort niet bij deze kind", "haal deze regel weg"
            else:
                wrong, mend = f"de sleutel {quote(key)} is onbekend", instead(key, names)
            self._tell(self._lines[key], wrong, mend)

    def line_of(self, key: str) -> int:
        """Give the line of a key, or of the block where it is missing."""
        return self._lines.get(key, self.line)

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def under_another_name(self, key: str, known: Iterable[str]) -> Value | None:
        """Give the text of the first unknown key that is meant as ``key``."""
        names = list(known)
        others = (it for it in self._nodes if it not in names and nearest(it, names) == key)
        node = self._nodes.get(next(others, ""))
        return Value(node.text.strip(), node.line) if isinstance(node, Scalar) else None

    def text(self, key: str) -> Value:
        """Give a text on one line."""
        value = self.verbatim(key)
        return Value(" ".join(value.text.split()), value.line)

    def verbatim(self, key: str) -> Value:
        """Give a text as it was typed."""
        node = self._filled(key)
        if node is None:
            return Value("", self.line_of(key))
        return Value(self._as_text(key, node), node.line)

    def required(self, key: str, example: str) -> Value:
        """Give a text on one line that must be there."""
        value = self.text(key)
        if not value.text and (key not in self._nodes or self._filled(key) is None):
            state = "is leeg" if key in self._nodes else "ontbreekt"
            self._tell(
                value.line, f"{quote(key)} {state}", f"schrijf zoiets als “{key}: {example}”"
            )
        return value

    def flag(self, key: str) -> bool:
        """Give yes or no; absent is no."""
        value = self.text(key)
        if value.text and value.text.lower() not in _FLAGS:
            self._tell(value.line, f"{quote(key)} is {quote(value.text)}", "schrijf true of false")
        return _FLAGS.get(value.text.lower(), False)

    def number(self, key: str) -> int | None:
        """Give a whole number from 1."""
        value = self.text(key)
        if not value.text:
            return None
        if re.fullmatch("[1-9][0-9]{0,5}", value.text):
            return int(value.text)
        self._tell(value.line, f"{quote(key)} is {quote(value.text)}", "schrijf een getal vanaf 1")
        return None

    def texts(self, key: str, example: str) -> tuple[Value, ...]:
        """Give a list of texts, each on one line."""
        node = self._filled(key)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self._tell(node.line, f"{quote(key)} is geen lijst", f"schrijf “{key}: [{example}]”")
            return ()
        texts = (
            Value(" ".join(self._as_text(key, item).split()), item.line) for item in node.items
        )
        return tuple(value for value in texts if value.text)

    def block(self, key: str, example: str) -> "Keys | None":
        """Give the keys under a key."""
        node = self._filled(key)
        if node is None or isinstance(node, Pairs):
            return None if node is None else Keys(node, self._tell)
        wrong = f"{quote(key)} heeft geen sleutels onder zich"
        self._tell(node.line, wrong, f"schrijf “{key}: {{{example}}}”")
        return None

    def block_or_text(self, key: str) -> "Keys | None":
        """Give the keys under a key; None where there is a text or nothing."""
        node = self._nodes.get(key)
        return Keys(node, self._tell) if isinstance(node, Pairs) else None

    def _filled(self, key: str) -> Node | None:
        node = self._nodes.get(key)
        empty = isinstance(node, Scalar) and (
            not node.text.strip() or (node.plain and node.text in _EMPTY)
        )
        return None if empty else node

    def _as_text(self, key: str, node: Node) -> str:
        if not isinstance(node, Scalar):
            self._tell(node.line, f"{quote(key)} is geen tekst", "schrijf één tekst, zonder lijst")
            return ""
        if found := INVISIBLE.search(node.text):
            code = f"U+{ord(found[0]):04X}"
            self._tell(
                node.line, f"{quote(key)} heeft een onzichtbaar teken ({code})", "haal het weg"
            )
            return ""
        return node.text.strip()


def advise_quotes(key: str, value: Value, advise: Tell) -> None:
    """Advise about curly quotes around a value: Word makes them, and to YAML they are text."""
    if re.fullmatch("[“”„‟].*[“”]|[‘’‚].*[‘’]", value.text):
        wrong = f"{quote(key)} staat tussen krullende aanhalingstekens, en deelnemers zien die"
        advise(
            value.line, wrong, 'haal ze weg, of typ rechte ("). Horen ze erbij? Dan is het goed zo'
        )
