"""Names and Role Provisioning Services 2.0: who is in a course.

https://www.imsglobal.org/spec/lti-nrps/v2p0
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lti_app.errors import ServiceError
from lti_app.lti.paging import pages
from lti_app.lti.service import Service
from lti_app.services.names import clean, full_name
from lti_app.services.roles import is_test_user, role_of
from lti_app.services.roster import Member
from lti_app.text import storable

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
LONGEST_ID = 255
_ONLY_AROUND = ("ContentDeveloper", "Manager", "Officer")
_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@dataclass(frozen=True, slots=True)
class Roster:
    """The members that could be read; ``complete`` False when some page could not."""

    members: tuple[Member, ...]
    complete: bool


def roster(service: Service, url: str) -> Roster:
    """Read the whole list at ``url``, each person once; what fails half-way keeps what there is."""
    members: dict[str, Member] = {}
    try:
        for page in pages(service, url, SCOPE, _TYPE):
            members |= {member.sub: member for member in _members(page)}
    except ServiceError:
        return Roster(tuple(members.values()), complete=False)
    return Roster(tuple(members.values()), complete=True)


def _members(page: object) -> Iterator[Member]:
    listed = page.get("members") if isinstance(page, dict) else None
    if not isinstance(listed, list):
        raise ServiceError("a page of the roster has no members")
    for entry in listed:
        if isinstance(entry, dict) and _sub(entry):
            yield _member(entry)


def _member(entry: dict[str, Any]) -> Member:
    roles = entry.get("roles")
    listed = roles if isinstance(roles, list) else []
    return Member(
        sub=_sub(entry),
        role=role_of(listed) if listed else None,
        name=full_name(entry.get("name"), entry.get("given_name"), entry.get("family_name")),
        email=clean(entry.get("email")),
        active=_is_there(entry, listed),
        test_user=is_test_user(listed),
    )


def _sub(entry: dict[str, Any]) -> str:
    """Give the id, the ``sub`` of launches; empty where there is none (NRPS 2.0, 2.2)."""
    told = entry.get("user_id")
    sub = storable(str(told)) if isinstance(told, str | int) else ""
    return sub if len(sub) <= LONGEST_ID else ""


def _is_there(entry: dict[str, Any], roles: list[Any]) -> bool:
    """Tell whether this is a present member (2.2.2) who learns, teaches or coaches."""
    status = str(entry.get("status") or "Active").casefold()
    only_around = any(str(role).endswith(_ONLY_AROUND) for role in roles) and not any(
        str(role).endswith("Learner") for role in roles
    )
    return status == "active" and not only_around
