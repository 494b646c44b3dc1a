"""Calls to a platform's services: bearer, one fresh token after a 401, one kind of error.

LTI security framework 1.0, section 4: every call carries an access token for its scopes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

import requests

from lti_app.addresses import origins
from lti_app.errors import ServiceError
from lti_app.lti.http import PlatformSession
from lti_app.models import Registration

_SHOWN_CHARACTERS = 500


class Tokens(Protocol):
    """Where access tokens come from (lti_app.lti.tokens)."""

    def bearer(self, registration: Registration, scopes: Sequence[str]) -> str:
        """Give a token; raises ServiceError."""
        ...

    def forget(self, registration: Registration, scopes: Sequence[str]) -> None:
        """Never give that token again."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """The services of one registration; ``http`` goes to hosts of this platform alone."""

    http: requests.Session
    tokens: Tokens
    registration: Registration

    def get(self, url: str, scope: str, accept: str) -> requests.Response:
        """Read ``url``; raises ServiceError for all but a 2xx."""
        return self._call("GET", url, scope, {"Accept": accept}, None)

    def post(self, url: str, scope: str, content_type: str, body: str) -> requests.Response:
        """Send a JSON ``body``; raises ServiceError for all but a 2xx."""
        headers = {"Content-Type": content_type, "Accept": f"{content_type}, application/json, */*"}
        return self._call("POST", url, scope, headers, body.encode())

    def _call(
        self, method: str, url: str, scope: str, headers: dict[str, str], body: bytes | None
    ) -> requests.Response:
        response = self._try(method, url, scope, headers, body)
        if response.status_code == 401:
            self.tokens.forget(self.registration, [scope])
            response = self._try(method, url, scope, headers, body)
        if not 200 <= response.status_code < 300:
            raise ServiceError(
                f"{method} {url}: {response.status_code}",
                status=response.status_code,
                retry_after=retry_after(response.headers.get("Retry-After"), datetime.now(UTC)),
                body=response.text[:_SHOWN_CHARACTERS],
            )
        return response

    def _try(
        self, method: str, url: str, scope: str, headers: dict[str, str], body: bytes | None
    ) -> requests.Response:
        token = self._token(scope)
        try:
            return self.http.request(
                method, url, headers={**headers, "Authorization": f"Bearer {token}"}, data=body
            )
        except requests.RequestException as error:
            raise ServiceError(f"{method} {url}: {error}") from error

    def _token(self, scope: str) -> str:
        """Give a token; a refusal here is about the registration, never about one learner."""
        try:
            return self.tokens.bearer(self.registration, [scope])
        except ServiceError as error:
            raise ServiceError(str(error), retry_after=error.retry_after) from error


def connect(
    http: PlatformSession, tokens: Tokens, registration: Registration, *signed: str | None
) -> Service:
    """Connect to a platform: its own hosts, and those of ``signed``, which a launch named."""
    told = (registration.issuer, registration.authorization_url, registration.token_url)
    known = origins([*told, *registration.service_hosts, *signed])
    return Service(http.bound_to(known), tokens, registration)


def retry_after(header: str | None, at: datetime) -> float | None:
    """Read ``Retry-After`` (RFC 9110, 10.2.3), seconds or a date, as seconds from ``at``."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - at).total_seconds())


def json_of(response: requests.Response) -> object:
    """Read a body as JSON; raises ServiceError where it is none."""
    try:
        return response.json()
    except (ValueError, RecursionError) as error:
        raise ServiceError(
            f"no JSON from {response.url}",
            status=response.status_code,
            body=response.text[:_SHOWN_CHARACTERS],
        ) from error
