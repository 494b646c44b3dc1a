"""Who is asking: the launch that a request belongs to, proved by its secret.

The address names the launch and is no secret. A GET proves itself by the launch's partitioned
cookie, or by the form field that the storage page posts where cookies are blocked. What changes
something must bring the secret in a header or a form field: another site can make a browser send
the cookie, but cannot read the secret.
"""

import re
from typing import Any

from flask import Blueprint, current_app, g, request

from lti_app.errors import Refused, SessionOver
from lti_app.lti.login import matches
from lti_app.models import Launch, Role
from lti_app.security import framed_by
from lti_app.tool import Tool

HEADER = "X-Launch-Secret"
FIELD = "launch_secret"
_NAME = re.compile(r"[\w-]{1,32}", re.ASCII)


class NeedsStorage(SessionOver):
    """No cookie came, but the platform keeps the secret: ask for it there."""

    def __init__(self, launch: Launch) -> None:
        super().__init__("no cookie; the platform's storage is asked")
        self.launch = launch


def tool() -> Tool:
    """Give the tool of the running application."""
    found = current_app.extensions["werkpakket"]
    assert isinstance(found, Tool)  # noqa: S101
    return found


def cookie_name(launch_name: str) -> str:
    """Name the cookie of a launch: each launch has its own, so two tabs do not disturb."""
    return f"werkpakket-{launch_name}"


def launch_pages(name: str, import_name: str) -> Blueprint:
    """Make a blueprint for pages of a launch.

    Its addresses lie under ``/launch/<launch_name>``; views do not get the name as an argument and
    ``url_for`` fills it in.
    """
    blueprint = Blueprint(name, import_name, url_prefix="/launch/<launch_name>")

    @blueprint.url_value_preprocessor
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.launch_name = (values or {}).pop("launch_name")

    return blueprint


def current_launch(role: Role | None = None) -> Launch:
    """Give the launch of this request, with all that hangs on it, or raise.

    ``role``: only a launch with this role. SessionOver: there is none, or the secret is wrong.
    Refused (403): another role.
    """
    launch: Launch = g.get("launch") or _find()
    if role is not None and launch.role is not role:
        raise Refused(
            "Deze pagina is er alleen voor begeleiders van deze cursus.",
            cause=f"role {launch.role} at a page for {role}",
            status=403,
        )
    return launch


def launch_secret() -> str:
    """Give the secret of the current launch, for the page's store and hidden form fields."""
    current_launch()
    return str(g.launch_secret)


def _find() -> Launch:
    name = str(g.launch_name)
    launch = _kept(name) if _NAME.fullmatch(name) else None
    if launch is None:
        raise SessionOver("no such launch, or it is over")
    framed_by(launch.registration, launch.return_url)
    given = _given(name)
    if given is None and launch.storage_target and request.method == "GET":
        raise NeedsStorage(launch)
    if not matches(given, launch.secret_hash):
        raise SessionOver("no secret of this launch" if given is None else "wrong secret")
    g.launch, g.launch_secret = launch, given
    return launch


def _kept(name: str) -> Launch | None:
    """Find a launch; anew where its module is unknown: an instructor may just have chosen one."""
    launch = tool().registry.launch(name)
    if launch and launch.activity and not tool().modules.chosen(launch.activity.module_id):
        tool().registry.forget(launch)
        launch = tool().registry.launch(name)
    return launch


def _given(name: str) -> str | None:
    given = request.headers.get(HEADER) or request.form.get(FIELD)
    if not given and request.method in ("GET", "HEAD"):
        given = request.cookies.get(cookie_name(name))
    return given or None
