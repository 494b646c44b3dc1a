"""Where the problems of a folder are gathered, and the ids that must differ."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from course.errors import CourseError, Problem
from course.loader.wording import ID_RULE, an_id, quote
from course.model import CONTENT_ID, PAGE_IDS


class UnreadableError(CourseError):
    """A file whose content cannot be known, and why; it hides the other faults of that file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


Tell = Callable[[int, str], None]
"""Tells of a problem of one file: its line (from 1), and a message in Dutch."""


@dataclass
class Report:
    """Every problem of a folder, and every id with its place."""

    problems: list[Problem] = field(default_factory=list)
    _ids: dict[str, tuple[str, str]] = field(default_factory=dict)

    def about(self, path: str) -> Tell:
        """Give what tells of problems of the file at ``path``."""
        return lambda line, message: self.problems.append(Problem(path, line, message))

    def claim(self, content_id: str, path: str, line: int) -> None:
        """Check an id, and that no other place has it; capitals make no other id."""
        tell = self.about(path)
        if not re.fullmatch(CONTENT_ID, content_id):
            example = quote(an_id(content_id))
            tell(line, f"de id {quote(content_id)} kan niet: {ID_RULE}; bijvoorbeeld {example}")
        elif content_id.lower() in PAGE_IDS:
            tell(line, f"de id {quote(content_id)} gebruikt de pagina zelf al; kies een andere id")
        elif content_id.lower() in self._ids:
            tell(line, self._double(content_id))
        else:
            self._ids[content_id.lower()] = (content_id, f"{path}:{line}")

    def _double(self, content_id: str) -> str:
        first, place = self._ids[content_id.lower()]
        mend = f"in {place}; geef een van de twee een andere id"
        if first == content_id:
            return f"de id {quote(content_id)} is dubbel: die staat ook {mend}"
        return (
            f"de id {quote(content_id)} verschilt alleen in hoofdletters van {quote(first)} {mend}"
        )
