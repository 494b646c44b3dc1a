"""Takes what a tool offers after a deep linking request (Deep Linking 2.0, section 4.5)."""

from dataclasses import dataclass
from typing import Any

import jwt

from practice_lms.lti import names
from practice_lms.lti.errors import ServiceError
from practice_lms.lti.gradebook import Activity
from practice_lms.lti.platform import Message, Platform
from practice_lms.lti.tools import Tool

DEFAULT_MAXIMUM = 100.0


@dataclass(frozen=True, slots=True)
class Taken:
    """What came back: activities that were added, and what the tool wants to say."""

    activities: tuple[Activity, ...]
    course: str
    text: str


def take(platform: Platform, token: str) -> Taken:
    """Check a response and add its links to the course; ServiceError when it is not right."""
    try:
        issuer = jwt.decode(token, options={"verify_signature": False}).get("iss")
    except jwt.PyJWTError as error:
        raise ServiceError(400, f"no JWT: {error}") from error
    tool = platform.tools.get(issuer)
    if tool is None:
        raise ServiceError(400, "the issuer is no registered tool")
    claims = platform.tools.verified(tool, token, [platform.address], ["nonce"])
    message = _begun(platform, tool, claims)
    platform.use_once(tool.client_id, str(claims["nonce"]))
    items = claims.get(names.DEEP_LINKING + "content_items", [])
    links = [item for item in items if item.get("type") == "ltiResourceLink"]
    added = tuple(_add(platform, tool, message.course, item) for item in links)
    text = claims.get(names.DEEP_LINKING + "errormsg") or claims.get(names.DEEP_LINKING + "msg")
    return Taken(added, message.course, str(text or ""))


def _begun(platform: Platform, tool: Tool, claims: dict[str, Any]) -> Message:
    message = platform.message(str(claims.get(names.DEEP_LINKING + "data")))
    expected = {
        "message_type": names.DEEP_LINKING_RESPONSE,
        "version": "1.3.0",
        "deployment_id": tool.deployment_id,
    }
    for name, value in expected.items():
        if claims.get(names.CLAIM + name) != value:
            raise ServiceError(400, f"{name} must be {value}")
    if message is None or message.client_id != tool.client_id:
        raise ServiceError(400, "data is not what was sent")
    return message


def _add(platform: Platform, tool: Tool, course: str, item: dict[str, Any]) -> Activity:
    """Add one link, with its column where it wants one."""
    title = str(item.get("title") or tool.name)
    url = str(item.get("url") or tool.target(names.RESOURCE_LINK_REQUEST))
    custom = {str(name): str(value) for name, value in (item.get("custom") or {}).items()}
    added = platform.gradebook.add_activity(course, tool, title, url, custom)
    wanted = item.get("lineItem")
    if isinstance(wanted, dict):
        column = (
            {"scoreMaximum": DEFAULT_MAXIMUM} | wanted | {"label": wanted.get("label") or title}
        )
        platform.gradebook.add_line_item(course, tool.client_id, added.id, column)
    return added
