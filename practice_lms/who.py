"""Who is looking, and in which course: chosen on the first page, and then part of every address.

An address that names a person keeps a tab with that person, whatever is chosen in another tab;
the cookie only remembers the last choice for the first page.
"""

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import NotFound

from practice_lms.lti.gradebook import Activity
from practice_lms.people import COURSES, LEARNERS, PEOPLE, Course, Person

COOKIE = "practice-lms"


class OtherCourse(NotFound):
    """The address names a course that the activity is not in."""


@dataclass(frozen=True, slots=True)
class Who:
    """The person and the course of a request."""

    person: Person
    course: Course

    @property
    def query(self) -> dict[str, str]:
        """What addresses carry."""
        return {"person": self.person.id, "course": self.course.id}


def chosen() -> Who:
    """Read the choice from the address, else from the last choice; else the first of each."""
    kept = request.cookies.get(COOKIE, "").partition(".")
    person = request.args.get("person") or (kept[0] if kept[0] in PEOPLE else LEARNERS[0].id)
    course = request.args.get("course") or (kept[2] if kept[2] in COURSES else next(iter(COURSES)))
    if person not in PEOPLE or course not in COURSES:
        raise NotFound
    return Who(PEOPLE[person], COURSES[course])


def chosen_for(activity: Activity) -> Who:
    """Read who is looking; the course is the activity's. Raises OtherCourse."""
    person, course = chosen().person, COURSES[activity.course]
    if request.args.get("course") not in (None, "", course.id):
        raise OtherCourse(f"Deze activiteit staat in {course.title}.")
    return Who(person, course)
