"""What an id_token says: LTI Core 1.3, section 5.3 and 5.4, and the claims of the services."""

import secrets
import time
from typing import Any

from practice_lms.lti import names
from practice_lms.lti.gradebook import Activity
from practice_lms.lti.platform import Message, Platform
from practice_lms.lti.tools import Tool
from practice_lms.people import COURSES, PEOPLE, Person, Role

Claims = dict[str, Any]


def claims(platform: Platform, tool: Tool, message: Message, hint: str, nonce: str) -> Claims:
    """Give all claims of a message, to be signed."""
    person = PEOPLE[message.person]
    all_of = _common(platform, tool, message, nonce) | _person(platform, tool, person)
    if message.type == names.DEEP_LINKING_REQUEST:
        return all_of | _deep_linking(platform, hint)
    activity = platform.gradebook.activity(message.activity or 0)
    assert activity is not None  # noqa: S101 - a message is begun with one
    return all_of | _activity(platform, tool, activity, person) | _review(message)


def _common(platform: Platform, tool: Tool, message: Message, nonce: str) -> Claims:
    now = int(time.time())
    course = COURSES[message.course]
    return {
        "iss": platform.address,
        "aud": tool.client_id,
        "iat": now,
        "exp": now + platform.profile.lifetime,
        "nonce": nonce,
        "jti": secrets.token_urlsafe(12),
        names.CLAIM + "version": "1.3.0",
        names.CLAIM + "message_type": message.type,
        names.CLAIM + "deployment_id": tool.deployment_id,
        names.CLAIM + "target_link_uri": tool.target(message.type),
        names.CLAIM + "context": {
            "id": course.id,
            "label": course.id,
            "title": course.title,
            "type": [names.COURSE_SECTION],
        },
        names.CLAIM + "tool_platform": {
            "guid": platform.address,
            "name": "Oefenleerplatform",
            "product_family_code": "werkpakket-practice-lms",
        },
        names.CLAIM + "launch_presentation": {
            "document_target": message.target,
            "locale": "nl",
            "return_url": f"{platform.address}/?course={course.id}",
        },
    }


def _person(platform: Platform, tool: Tool, person: Person) -> Claims:
    """Tell who it is; name and address only where the tool asked for them, as Moodle does."""
    told = {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
    }
    asked = tool.lti.get("claims", []) if platform.profile.named else []
    return {
        "sub": person.id,
        names.CLAIM + "roles": [names.MEMBERSHIP + person.role],
        **{name: value for name, value in told.items() if name in asked},
    }


def _activity(platform: Platform, tool: Tool, activity: Activity, person: Person) -> Claims:
    services = f"{platform.address}/lti/courses/{activity.course}"
    endpoint: dict[str, Any] = {
        "scope": [scope for scope in tool.scopes if scope in names.AGS_SCOPES],
        "lineitems": f"{services}/lineitems?type_id=1",
    }
    if activity.line_item is not None:
        endpoint["lineitem"] = line_item_url(platform, activity.course, activity.line_item)
    told: Claims = {
        names.CLAIM + "target_link_uri": activity.url,
        names.CLAIM + "resource_link": {"id": str(activity.id), "title": activity.title},
        names.CLAIM + "custom": _custom(tool, activity, person),
    }
    if endpoint["scope"]:
        told[names.AGS_CLAIM] = endpoint
    if names.MEMBERS_READ in tool.scopes:
        told[names.NRPS_CLAIM] = {
            "context_memberships_url": f"{services}/members",
            "service_versions": ["2.0"],
        }
    return told


def line_item_url(platform: Platform, course: str, line_item: int) -> str:
    """Give a column's address; with a query, as Moodle's, since tools stumble over that."""
    return f"{platform.address}/lti/courses/{course}/lineitems/{line_item}/lineitem?type_id=1"


def _custom(tool: Tool, activity: Activity, person: Person) -> dict[str, str]:
    """Fill the variables that are known here; others go literally, as in Moodle."""
    variables = {
        "$User.id": person.id,
        "$Person.name.full": person.name,
        "$Context.id": activity.course,
        "$ResourceLink.id": str(activity.id),
    }
    asked = tool.lti.get("custom_parameters", {}) | activity.custom
    return {name: variables.get(value, value) for name, value in asked.items()}


def _deep_linking(platform: Platform, hint: str) -> Claims:
    """Deep Linking 2.0, section 4.4; ``data`` leads back to what was begun."""
    settings = {
        "deep_link_return_url": f"{platform.address}/lti/deep-linking",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "accept_multiple": True,
        "accept_lineitem": True,
        "auto_create": True,
        "data": hint,
    }
    return {names.DEEP_LINKING + "deep_linking_settings": settings}


def _review(message: Message) -> Claims:
    """Submission Review 1.0, section 3; only the id, as Moodle does."""
    if message.for_user is None:
        return {}
    return {names.CLAIM + "for_user": {"user_id": message.for_user}}


def roles(person: Person, *, short: bool) -> list[str]:
    """Give a person's roles as the roster tells them."""
    return [person.role.value if short else names.MEMBERSHIP + person.role]


def is_instructor(person: Person) -> bool:
    """Whether a person may add activities and see the work of others."""
    return person.role is Role.INSTRUCTOR
