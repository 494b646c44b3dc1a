"""The first step: the platform says who comes, the tool asks it to prove that.

OpenID Connect third-party initiated login with the implicit flow
(LTI security framework 1.0, 5.1.1; https://www.imsglobal.org/spec/security/v1p0/). pylti1p3 makes
the request. Ours are where state and nonce go (one row, used once), how a registration is found,
and the address: the library glues a second ``?`` to an authorisation endpoint that has a query.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from pylti1p3.cookie import CookieService
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.registration import Registration as LibraryRegistration
from pylti1p3.session import SessionService

from lti_app.addresses import origins
from lti_app.errors import Refused
from lti_app.models import Login, Registration, now
from lti_app.services.launches import new_login
from lti_app.text import storable

LIFETIME = timedelta(minutes=5)
LONGEST = 8000
"""Characters of a parameter; Canvas' lti_message_hint is a signed token of about 1,000."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A login under way: its row, the browser's secret, and where to send the browser."""

    login: Login
    secret: str
    address: str


def begin(
    parameters: Mapping[str, str],
    find: Callable[[str, str | None], Registration],
    base_url: str,
) -> Begun:
    """Begin a login from what the platform sent by GET or POST.

    ``find(issuer, client_id)`` gives the registration or raises Refused. Raises Refused for a
    login that lacks something, is over-long, or wants to go to an address that is not the tool's.
    """
    _check(parameters, base_url)
    registration = find(parameters["iss"], parameters.get("client_id") or None)
    kept = _Kept()
    address = _Login(parameters, registration, kept).address(f"{base_url}/lti/launch")
    secret = fresh_secret()
    return Begun(_row(kept, registration, parameters, secret), secret, address)


def _check(parameters: Mapping[str, str], base_url: str) -> None:
    for name in ("iss", "login_hint", "target_link_uri"):
        if not parameters.get(name):
            raise _refused(f"login without {name}", missing=name)
    for name, value in parameters.items():
        if len(value) > LONGEST or value != storable(value):
            raise _refused(f"login with an over-long or unstorable {name[:40]!r}")
    if not is_ours(parameters["target_link_uri"], base_url):
        raise _refused(f"foreign target_link_uri {parameters['target_link_uri'][:200]!r}")


def is_ours(address: str, base_url: str) -> bool:
    """Tell whether an address is one of the tool's own."""
    if not origins([address]) or origins([address]) != origins([base_url]):
        return False
    ours, theirs = urlsplit(base_url).path, urlsplit(address).path
    return theirs == ours or theirs.startswith(f"{ours}/") or (not ours and not theirs)


def _refused(cause: str, missing: str | None = None) -> Refused:
    what = f" Er ontbreekt een gegeven: {missing}." if missing else ""
    return Refused(
        f"Het leerplatform stuurde een aanvraag die niet klopt.{what} "
        "Open de activiteit opnieuw. Lukt het weer niet, vraag dan je beheerder om hulp.",
        cause=cause,
    )


def _row(
    kept: "_Kept", registration: Registration, parameters: Mapping[str, str], secret: str
) -> Login:
    return new_login(
        state=kept.state,
        nonce=kept.nonce,
        registration_id=registration.id,
        target_link_uri=parameters["target_link_uri"],
        login_hint=parameters["login_hint"],
        message_hint=parameters.get("lti_message_hint") or None,
        storage_target=(parameters.get("lti_storage_target") or "")[:255] or None,
        secret_hash=hashed(secret),
        expires_at=now() + LIFETIME,
    )


class _Kept(SessionService, CookieService):
    """Takes nonce and state for the row; the library would keep them in session and cookie."""

    def __init__(self) -> None:
        self.nonce = ""
        self.state = ""

    def save_nonce(self, nonce: str) -> None:
        self.nonce = nonce

    def get_cookie(self, name: str) -> str | None:  # noqa: ARG002
        return None

    def set_cookie(self, name: str, value: str | int, exp: int | None = None) -> None:  # noqa: ARG002
        self.state = str(value)


class _Login(OIDCLogin[Any, Any, Any, Any, str]):
    """The library's login over plain values, for a registration that is found already."""

    def __init__(
        self, parameters: Mapping[str, str], registration: Registration, kept: _Kept
    ) -> None:
        super().__init__(None, None, session_service=kept, cookie_service=kept)
        self._parameters = parameters
        self._found = registration

    def address(self, launch_url: str) -> str:
        """Give the address of the authorisation request, the endpoint's own query included."""
        query = urlsplit(self._found.authorization_url).query
        return str(self._prepare_redirect_url(launch_url)) + (f"&{query}" if query else "")

    def validate_oidc_login(self) -> LibraryRegistration:
        endpoint = urlsplit(self._found.authorization_url)._replace(query="", fragment="")
        found = LibraryRegistration().set_client_id(self._found.client_id)
        return found.set_auth_login_url(endpoint.geturl())

    def get_redirect(self, url: str) -> Redirect[str]:
        raise NotImplementedError  # Flask redirects, not the library

    def _get_request_param(self, key: str) -> str:
        return self._parameters.get(key, "")

    def _generate_nonce(self) -> str:
        return secrets.token_urlsafe(32)  # the library's tells the server's network card (uuid1)


def fresh_secret() -> str:
    """Make a secret of 256 bits."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> bytes:
    """Hash a random secret for keeping; it has 256 bits, so no salt or stretching is needed."""
    return hashlib.sha256(secret.encode()).digest()


def matches(secret: str | None, kept: bytes) -> bool:
    """Compare a browser's secret with the kept hash, in constant time."""
    return secret is not None and hmac.compare_digest(hashed(secret), kept)
