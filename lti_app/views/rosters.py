"""Asking the platform who is in a course, when a page needs it and it was not asked lately."""

from lti_app.lti import nrps
from lti_app.lti.service import connect
from lti_app.models import Course, Launch, now
from lti_app.services import roster
from lti_app.views.current import tool


def refresh(launch: Launch) -> str:
    """Bring the course's people up to date.

    Gives "whole", "broken" where some page of the list could not be had, or "none" where the
    platform gives no list. Requests go out before the transaction that keeps what they gave.
    """
    course = _course(launch)
    if not course.memberships_url:
        return "none"
    if not roster.is_fresh(course, now()):
        _ask(launch, course.memberships_url)
    return "whole" if _course(launch).roster_complete else "broken"


def _ask(launch: Launch, url: str) -> None:
    service = connect(tool().http, tool().tokens, launch.registration, url)
    told = nrps.roster(service, url)
    with tool().database.write() as session:
        roster.merge(session, launch.course_id, told.members, complete=told.complete, at=now())


def _course(launch: Launch) -> Course:
    """Read it anew: the launch's own may be some seconds old."""
    with tool().database.read() as session:
        return session.get_one(Course, launch.course_id)
