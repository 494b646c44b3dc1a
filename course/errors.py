"""What can be wrong with what an author gave: the root of this package's errors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class CourseError(Exception):
    """Everything that this package raises about its input."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a module folder, in Dutch.

    ``path`` is the file as the user would name it from where they are; ``line`` counts from 1;
    ``message`` says what is wrong and how to mend it.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """Give ``path:line: message`` on one line, whatever stands in a file name or a text."""
        return one_line(f"{self.path}:{self.line}: {self.message}")


class ModuleErrors(CourseError):  # noqa: N818 - it holds many
    """A folder that is no module. ``problems`` holds every fault that was found, at least one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def one_line(text: str) -> str:
    """Show control characters, line breaks and half characters by their escapes."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
