"""Where the problems of a folder are gathered, and the ids that must differ."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from course.errors import CourseError, Problem
from course.loader.wording import ID_RULE, an_id, quote, sentences
from course.model import CONTENT_ID, PAGE_IDS


class UnreadableError(CourseError):
    """A file whose content cannot be known, and why; it hides the other faults of that file."""

    def __init__(self, line: int, wrong: str, mend: str) -> None:
        super().__init__(sentences(wrong, mend))
        self.line = line
        self.wrong = wrong
        self.mend = mend


Tell = Callable[[int, str, str], None]
"""Tells of a problem of one file: its line (from 1), what is wrong, and how to mend it."""


@dataclass
class Report:
    """Every problem of a folder, what could be better in it, and every id with its place."""

    problems: list[Problem] = field(default_factory=list)
    advices: list[Problem] = field(default_factory=list)
    _ids: dict[str, tuple[str, str]] = field(default_factory=dict)

    def about(self, path: str) -> Tell:
        """Give what tells of problems of the file at ``path``."""
        return _teller(path, self.problems)

    def advice_about(self, path: str) -> Tell:
        """Give what tells of what could be better in the file at ``path``."""
        return _teller(path, self.advices)

    def claim(self, content_id: str, path: str, line: int) -> None:
        """Check an id, and that no other place has it; capitals make no other id."""
        tell = self.about(path)
        if not re.fullmatch(CONTENT_ID, content_id):
            example = f"bijvoorbeeld {quote(an_id(content_id))}"
            tell(line, f"de id {quote(content_id)} kan niet", f"{ID_RULE}, {example}")
        elif content_id.lower() in PAGE_IDS:
            tell(
                line, f"de id {quote(content_id)} gebruikt de pagina zelf al", "kies een andere id"
            )
        elif content_id.lower() in self._ids:
            tell(line, self._double(content_id), "geef een van de twee een andere id")
        else:
            self._ids[content_id.lower()] = (content_id, f"{path}:{line}")

    def _double(self, content_id: str) -> str:
        first, place = self._ids[content_id.lower()]
        if first == content_id:
            return f"de id {quote(content_id)} is dubbel: die staat ook in {place}"
        same = f"verschilt alleen in hoofdletters van {quote(first)}"
        return f"de id {quote(content_id)} {same} in {place}"


def _teller(path: str, told: list[Problem]) -> Tell:
    def tell(line: int, wrong: str, mend: str) -> None:
        told.append(Problem(path, line, sentences(wrong, mend)))

    return tell
