"""Headers of every answer, and floods.

The page runs inside a learning platform's frame, so there is no X-Frame-Options: it cannot name
several origins. ``frame-ancestors`` does: those of the registration, of the page the signed launch
says to return to (in Canvas and other clouds its host is not the issuer's), and what the
administrator added.
"""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from lti_app.addresses import origins
from lti_app.models import Registration

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

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
    own = [(name.lower(), (name, value)) for name, value in fixed.items()]
    inner = app.wsgi_app

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", _policy())
        return response

    def wrapped(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            there = {name.lower() for name, _ in headers}
            headers += [header for name, header in own if name not in there]
            return start_response(status, headers, *error)

        return inner(environ, begin)

    app.wsgi_app = wrapped  # type: ignore[method-assign]


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
