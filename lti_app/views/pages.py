"""Pages of the tool's own, in the house style of the platform's registration."""

import hashlib
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, g, send_from_directory, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from course.page import themes
from course.page.render import environment
from lti_app.models import Launch
from lti_app.security import csp_nonce

blueprint = Blueprint("pages", __name__)
_BROWSER = Path(__file__).parent.parent / "browser"
_YEAR = 31_536_000
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def render(template: str, *, locale: str | None = None, **context: Any) -> str:
    """Write a page of ``lti_app/templates``; ``title`` is required."""
    launch: Launch | None = g.get("launch")
    return (
        environment(locale, "lti_app")
        .get_template(template)
        .render(
            theme=themes.find(launch.registration.theme if launch else None),
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
    """Give a finished style sheet or script."""
    kind = next((kind for end, kind in _KINDS.items() if name.endswith(end)), None)
    if kind is None:
        raise NotFound
    response = send_from_directory(themes.BUILT, name, mimetype=kind, max_age=_YEAR)
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response


@cache
def _version(name: str) -> str:
    return hashlib.sha256((themes.BUILT / name).read_bytes()).hexdigest()[:12]


def reference() -> str:
    """Make the short code that ties what the user reads to the line in the log."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


@cache
def script(name: str) -> Markup:
    """Give a script of ``lti_app/browser`` to stand in a page as it is."""
    return Markup((_BROWSER / name).read_text(encoding="utf-8"))  # noqa: S704  our own file
