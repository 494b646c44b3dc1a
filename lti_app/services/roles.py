"""Roles of a launch or a roster → what someone may do here.

LTI 1.3 core, A.2: full URIs, or the short names of context roles ("Instructor"; Moodle's rosters).
Only context roles count: who administers the institution is no instructor of this course. An
assistant reads answers like an instructor, in both spellings that platforms use for a sub-role
(``…/membership/Instructor#TeachingAssistant`` and ``…/membership#Instructor#TeachingAssistant``).
"""

import re
from collections.abc import Iterable

from lti_app.models import Role

_CONTEXT = "http://purl.imsglobal.org/vocab/lis/v2/membership"
_TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
_INSTRUCTORS = {"Instructor", "Administrator", "TeachingAssistant"}


def role_of(roles: Iterable[object]) -> Role:
    """Choose the widest role of those given; unknown ones, null and none at all: a learner."""
    names = {name for role in roles if isinstance(role, str) for name in _context_names(role)}
    if names & _INSTRUCTORS:
        return Role.INSTRUCTOR
    if "Mentor" in names and "Learner" not in names:
        return Role.MENTOR
    return Role.LEARNER


def is_test_user(roles: Iterable[object]) -> bool:
    """Tell whether this is the platform's own preview ("student view"), nobody real."""
    return _TEST_USER in roles


def _context_names(role: str) -> list[str]:
    """Give the principal role and the sub-role of a context role, nothing of other roles."""
    if role.startswith(_CONTEXT):
        return re.split("[/#]", role[len(_CONTEXT) + 1 :])
    return re.split("[/#]", role) if ":" not in role else []
