"""Where the problems of a folder are gathered, and the ids that must differ."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from course.errors import CourseError, Problem
from course.loader.wording import ID_RULE, an_id, listed, quote, sentences
from course.model import CONTENT_ID, PAGE_IDS


class UnreadableError(CourseError):
    """A file whose content cannot be known, and why; it hides the other faults of that file."""

    def __init__(self, line: int, wrong: str, mend: str) -> None:
        super().__init__(sentences(wrong, mend))
        self.line = line
        self.wrong = wrong
        self.mend = mend


@dataclass(frozen=True, slots=True)
class _Id:
    id: str
    path: str
    line: int


Tell = Callable[[int, str, str], None]
"""Tells of a problem of one file: its line (from 1), what is wrong, and how to mend it."""


@dataclass
class Report:
    """Every problem of a folder, what could be better in it, and every id with its place."""

    problems: list[Problem] = field(default_factory=list)
    advices: list[Problem] = field(default_factory=list)
    _ids: dict[str, _Id] = field(default_factory=dict)
    _doubles: list[tuple[_Id, _Id]] = field(default_factory=list)
    _claims: Counter[str] = field(default_factory=Counter)

    def about(self, path: str) -> Tell:
        """Give what tells of problems of the file at ``path``."""
        return _teller(path, self.problems)

    def advice_about(self, path: str) -> Tell:
        """Give what tells of what could be better in the file at ``path``."""
        return _teller(path, self.advices)

    def claim(self, content_id: str, path: str, line: int) -> None:
        """Check an id, and keep it to be compared with others; capitals make no other id."""
        self._claims[path] += 1
        claimed = _Id(content_id, path, line)
        tell = self.about(path)
        if _HIDDEN.search(content_id):
            wrong = f"in de id {quote(_HIDDEN.sub('', content_id))} staat een onzichtbaar teken"
            tell(line, wrong, "haal de id weg en typ hem zelf opnieuw")
        elif not re.fullmatch(CONTENT_ID, content_id):
            example = f"bijvoorbeeld {quote(an_id(content_id))}"
            tell(line, f"de id {quote(content_id)} kan niet", f"{ID_RULE}, {example}")
        elif content_id.lower() in PAGE_IDS:
            tell(
                line, f"de id {quote(content_id)} gebruikt de pagina zelf al", "kies een andere id"
            )
        elif (first := self._ids.setdefault(content_id.lower(), claimed)) is not claimed:
            self._doubles.append((claimed, first))

    def tell_doubles(self) -> None:
        """Tell of every id that is there twice; of a copy of a whole file once."""
        files: dict[tuple[str, str], list[tuple[_Id, _Id]]] = {}
        for claimed, first in self._doubles:
            files.setdefault((claimed.path, first.path), []).append((claimed, first))
        for (path, other), doubles in files.items():
            if len(doubles) == self._claims[path] >= _COPY:
                wrong = f"dit bestand en {other} hebben dezelfde id's ({_ids_of(doubles)})"
                self.about(path)(doubles[0][0].line, wrong, _REMOVE_COPY)
                continue
            for claimed, first in doubles:
                self.about(path)(claimed.line, _double(claimed, first), _OTHER_ID)


def _ids_of(doubles: Iterable[tuple[_Id, _Id]]) -> str:
    return listed(claimed.id for claimed, _ in doubles)


def _double(claimed: _Id, first: _Id) -> str:
    place = f"{first.path}:{first.line}"
    if first.id == claimed.id:
        return f"de id {quote(claimed.id)} is dubbel: die staat ook in {place}"
    same = f"verschilt alleen in hoofdletters van {quote(first.id)}"
    return f"de id {quote(claimed.id)} {same} in {place}"


def _teller(path: str, told: list[Problem]) -> Tell:
    def tell(line: int, wrong: str, mend: str) -> None:
        told.append(Problem(path, line, sentences(wrong, mend)))

    return tell


_COPY = 3
"""So many ids make a file a copy, when all of them stand in one other file."""

_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
"""What comes along unseen with text from a web page or from Word, and is part of no id."""

_OTHER_ID = "geef een van de twee een andere id"
_REMOVE_COPY = (
    "is een van de twee een kopie (OneDrive en Verkenner maken die), haal die dan weg; geef anders "
    "elke id hier een andere naam"
)
