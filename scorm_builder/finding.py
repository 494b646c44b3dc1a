"""What a check finds in a package."""

from dataclasses import dataclass
from typing import Literal

from course.errors import one_line

Severity = Literal["error", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, in Dutch.

    An ``error`` keeps platforms from playing the package, an ``advice`` does not. ``file`` is the
    name of the package or of a file in it, ``line`` counts from 1.
    """

    severity: Severity
    file: str
    line: int
    message: str


def error(file: str, line: int, message: str) -> Finding:
    """Return a finding that keeps platforms from playing the package."""
    return Finding("error", one_line(file), line, one_line(message))


def advice(file: str, line: int, message: str) -> Finding:
    """Return a finding that a platform can live with."""
    return Finding("advice", one_line(file), line, one_line(message))
