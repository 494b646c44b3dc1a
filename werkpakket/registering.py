"""Makes the practice LMS and the tool known to each other, as administrators of both would do.

LTI Dynamic Registration 1.0, section 3: the platform opens the tool's registration address, which
an invitation of the tool names, with a registration token of its own.
"""

from collections.abc import Callable, Mapping

import requests

from practice_lms.lti import names
from practice_lms.lti.platform import Platform
from practice_lms.lti.tools import Tool
from practice_lms.people import COURSES, INSTRUCTOR

TITLE = "Reflectievragen"
MAXIMUM = 100.0
TIMEOUT = 30
"""Seconds; the tool calls the platform back while it answers."""


class RegistrationFailedError(Exception):
    """The tool refused; the text says how it answered."""


def register(platform: Platform, address: str, module: str, invite: Callable[[], str]) -> None:
    """Register the tool at ``address`` and put it into each course, where that was not done yet.

    ``invite`` gives the address that an invitation of the tool names; ``module`` is what its
    activities show.
    """
    tool = _known(platform, address) or _registered(platform, invite())
    url = tool.target(names.RESOURCE_LINK_REQUEST)
    gradebook = platform.gradebook
    for course in COURSES:
        if all(each.client_id != tool.client_id for each in gradebook.activities(course)):
            added = gradebook.add_activity(course, tool, TITLE, url, {"module": module})
            column = {"label": TITLE, "scoreMaximum": MAXIMUM}
            gradebook.add_line_item(course, tool.client_id, added.id, column)


def _known(platform: Platform, address: str) -> Tool | None:
    """Find the tool, if it knows this platform too; forget it where a start was broken off."""
    for tool in platform.tools.all():
        if tool.login_url.startswith(address + "/"):
            if _begins_logins(platform, tool):
                return tool
            platform.gradebook.forget(tool.client_id)
            platform.tools.forget(tool.client_id)
    return None


def _begins_logins(platform: Platform, tool: Tool) -> bool:
    """Whether a login of ours is sent on to us, which an unknown platform's is not."""
    login = {
        "iss": platform.address,
        "client_id": tool.client_id,
        "login_hint": INSTRUCTOR.id,
        "target_link_uri": tool.target(names.RESOURCE_LINK_REQUEST),
    }
    answer = _get(tool.login_url, login)
    return answer.headers.get("Location", "").startswith(platform.address)


def _registered(platform: Platform, registration: str) -> Tool:
    query = {
        "openid_configuration": f"{platform.address}/.well-known/openid-configuration",
        "registration_token": platform.tools.invite(),
    }
    answer = _get(registration, query)
    tools = platform.tools.all()
    if not answer.ok or not tools:
        raise RegistrationFailedError(
            f"De LTI-tool kan niet worden aangemeld: {registration} antwoordt {answer.status_code}."
        )
    return tools[-1]


def _get(url: str, query: Mapping[str, str]) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False  # a proxy of the municipality cannot reach this machine
        try:
            return session.get(url, params=query, timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            raise RegistrationFailedError(f"De LTI-tool antwoordt niet op {url}.") from error
