"""Pages of the tool's own, in the house style of whoever launched it."""

import hashlib
import io
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, g, send_file, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from course.page.render import environment
from course.page.theme import BUILT, Theme
from lti_app.models import Launch
from lti_app.security import csp_nonce
from lti_app.views.current import tool

blueprint = Blueprint("pages", __name__)
_BROWSER = Path(__file__).parent.parent / "browser"
_YEAR = 31_536_000
_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def render(template: str, *, locale: str | None = None, **context: Any) -> str:
    """Write a page of ``lti_app/templates``; ``title`` is required."""
    return (
        environment(locale, "lti_app")
        .get_template(template)
        .render(
            theme=_theme(g.get("launch")),
            page_url=page_url,
            nonce=csp_nonce(),
            login_url=url_for("lti.login"),
            **context,
        )
    )


def page_url(name: str) -> str:
    """Address a finished file of the page; it changes with its content, so caches may keep it."""
    return url_for("pages.built", name=name, v=_version(name))


@blueprint.get("/page/<name>")
def built(name: str) -> Response:
    """Give a finished style sheet or script, or a house style's logo or font."""
    kind = _KINDS.get(Path(name).suffix)
    content = tool().looks.content(name) if kind else None
    if content is None:
        raise NotFound
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    response = send_file(source, mimetype=kind, max_age=_YEAR)
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response


def _theme(launch: Launch | None) -> Theme:
    if launch is None:
        return tool().looks.of(None)
    activity = launch.activity
    module = tool().modules.chosen(activity.module_id) if activity else None
    return tool().looks.of(launch.registration, module)


@cache
def _version(name: str) -> str | None:
    """Name the content of a file of set-up; other names stand for one content for good."""
    place = BUILT / name
    return hashlib.sha256(place.read_bytes()).hexdigest()[:12] if place.is_file() else None


def reference() -> str:
    """Make the short code that ties what the user reads to the line in the log."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


@cache
def script(name: str) -> Markup:
    """Give a script of ``lti_app/browser`` to stand in a page as it is."""
    return Markup((_BROWSER / name).read_text(encoding="utf-8"))  # noqa: S704  our own file
