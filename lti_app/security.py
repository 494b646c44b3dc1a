"""Headers of every answer, and floods.

The page runs inside a learning platform's frame, so there is no X-Frame-Options: it cannot name
several origins. ``frame-ancestors`` does: those of the registration, of the page the signed launch
says to return to (in Canvas and other clouds its host is not the issuer's), and what the
administrator added.
"""

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from lti_app.addresses import origins
from lti_app.models import Registration

_FIXED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_STRICT = {"Strict-Transport-Security": "max-age=31536000"}


def csp_nonce() -> str:
    """Give the nonce that inline script and style of this answer must carry."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def allow_frames(*addresses: str) -> None:
    """Let this page hold frames of these origins (a video's player)."""
    g.frames = getattr(g, "frames", ()) + addresses


def allow_forms_elsewhere() -> None:
    """Let this page's forms lead to the platform by redirects, which ``form-action`` follows."""
    g.forms_elsewhere = True


def framed_by(registration: Registration, *more: str | None) -> None:
    """Let this answer stand in frames of the registration's platform."""
    known = (registration.issuer, registration.authorization_url, *registration.frame_origins)
    allow_framing([*known, *more])


def allow_framing(addresses: Iterable[str | None]) -> None:
    """Let this answer stand in frames of these addresses' origins alone."""
    g.ancestors = sorted(origins(addresses))


def install(app: Flask, *, https: bool) -> None:
    """Give every answer of the application its headers."""

    fixed = {**_FIXED, **(_STRICT if https else {})}

    @app.after_request
    def finish(response: Response) -> Response:
        there = {name.lower() for name, _ in response.headers}
        own = {**fixed, "Content-Security-Policy": _policy()}
        response.headers.extend({n: v for n, v in own.items() if n.lower() not in there})
        return response


def _policy() -> str:
    nonce = f"'nonce-{g.csp_nonce}'" if "csp_nonce" in g else "'none'"
    style = f"'self' {nonce}" if "csp_nonce" in g else "'self'"
    directives = {
        "default-src": "'none'",
        "script-src": nonce,
        "style-src": style,
        "img-src": "'self' data:",
        "media-src": "'self'",
        "font-src": "'self' data:",
        "connect-src": " ".join(["'self'", *g.get("frames", ())]),
        "base-uri": "'none'",
        "frame-ancestors": _sources(g.get("ancestors", ())) or _anyone(),
        "form-action": "" if "forms_elsewhere" in g else "'self'",
        "frame-src": _sources(g.get("frames", ())),
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items() if value)


def _sources(found: Iterable[str]) -> str:
    return " ".join(found)


def _anyone() -> str:
    """Let a page that knows no platform be read in any frame: it has nothing to click on."""
    return "*" if urlsplit(request.path).path.startswith("/lti/") else "'none'"
