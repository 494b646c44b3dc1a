"""Who is in the practice LMS: one class with its instructor, the same in both courses.

Learners are ``Deelnemer 1`` to ``Deelnemer 12``. Identifiers are numbers, as Moodle's are.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A role in a course, by its short name in the LIS context vocabulary (LTI 1.3, A.2.2)."""

    LEARNER = "Learner"
    INSTRUCTOR = "Instructor"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in the class; ``id`` is what SCORM and LTI are given."""

    id: str
    name: str
    role: Role

    @property
    def given_name(self) -> str:
        """The first word of the name."""
        return self.name.split()[0]

    @property
    def family_name(self) -> str:
        """What follows the first word."""
        return self.name.split()[1]

    @property
    def email(self) -> str:
        """An address that can never exist (RFC 2606)."""
        return f"{self.name.lower().replace(' ', '.')}@gemeente.example"


@dataclass(frozen=True, slots=True)
class Course:
    """A course of the platform; all people are in each."""

    id: str
    title: str


LEARNERS = tuple(Person(str(200 + n), f"Deelnemer {n}", Role.LEARNER) for n in range(1, 13))
INSTRUCTOR = Person("301", "Begeleider 1", Role.INSTRUCTOR)
PEOPLE = {person.id: person for person in (*LEARNERS, INSTRUCTOR)}
COURSES = {
    course.id: course for course in (Course("groep-a", "Groep A"), Course("groep-b", "Groep B"))
}
