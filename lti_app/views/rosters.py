"""Asking the platform who is in a course, when a page needs it and it was not asked lately."""

from sqlalchemy import select

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
    course = launch.course
    if not course.memberships_url:
        return "none"
    if not roster.is_fresh(course, now()):
        service = connect(tool().http, tool().tokens, launch.registration, course.memberships_url)
        told = nrps.roster(service, course.memberships_url)
        with tool().database.write() as session:
            roster.merge(session, course.id, told.members, complete=told.complete, at=now())
    with tool().database.read() as session:
        query = select(Course.roster_complete).where(Course.id == course.id)
        return "whole" if session.scalar(query) else "broken"
