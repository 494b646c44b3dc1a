"""A learner's place in an activity, by which all their work is found."""

from dataclasses import dataclass

from lti_app.models import Launch


@dataclass(frozen=True, slots=True)
class Participation:
    """One person in one activity of one registration; keys of the tables."""

    registration_id: int
    activity_id: int
    person_id: int


def own(launch: Launch) -> Participation:
    """Give the place of the person who launched; the launch must have an activity."""
    assert launch.activity_id is not None  # noqa: S101
    return Participation(launch.registration_id, launch.activity_id, launch.person_id)
