"""Access tokens of platforms' services, one per registration and set of scopes, until they end.

Client credentials with a signed assertion (security framework 1.0, 4.1; RFC 7523). pylti1p3 asks
for a token at every launch and signs with a PEM text, which costs fifty times a loaded key; the
token lies encrypted in the database, for all processes.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import jwt
import requests
from sqlalchemy import delete, select

from lti_app.addresses import origins
from lti_app.db import Database
from lti_app.errors import ServiceError
from lti_app.lti.http import PlatformSession
from lti_app.lti.keys import ToolKeys
from lti_app.models import Registration, ServiceToken, now
from lti_app.services.changes import ensure
from lti_app.vault import Vault

MARGIN = timedelta(seconds=60)
DEFAULT_LIFE = 3600
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Tokens:
    """Gives bearers; safe for threads and processes (two may ask at once, which harms nobody)."""

    def __init__(
        self, database: Database, http: PlatformSession, keys: ToolKeys, vault: Vault
    ) -> None:
        self._database = database
        self._http = http
        self._keys = keys
        self._vault = vault
        self._kept: dict[tuple[int, str], tuple[str, datetime]] = {}

    def bearer(self, registration: Registration, scopes: Sequence[str]) -> str:
        """Give a token for these scopes; raises ServiceError when the platform gives none."""
        key = (registration.id, " ".join(sorted(scopes)))
        found = self._kept.get(key) or self._stored(key)
        if found is None or found[1] <= now():
            found = self._ask(registration, key[1])
            self._store(key, *found)
        self._kept[key] = found
        return found[0]

    def forget(self, registration: Registration, scopes: Sequence[str]) -> None:
        """Throw a token away that the platform refused (401)."""
        key = (registration.id, " ".join(sorted(scopes)))
        self._kept.pop(key, None)
        with self._database.write() as session:
            session.execute(_row(delete(ServiceToken), key))

    def _stored(self, key: tuple[int, str]) -> tuple[str, datetime] | None:
        with self._database.read() as session:
            row = session.scalar(_row(select(ServiceToken), key))
        return (self._vault.unseal(row.token).decode(), row.expires_at) if row else None

    def _store(self, key: tuple[int, str], token: str, expires_at: datetime) -> None:
        sealed = self._vault.seal(token.encode())
        with self._database.write() as session:
            session.execute(_row(delete(ServiceToken), key))
            ensure(
                session,
                ServiceToken,
                registration_id=key[0],
                scopes=key[1],
                token=sealed,
                expires_at=expires_at,
            )

    def _ask(self, registration: Registration, scopes: str) -> tuple[str, datetime]:
        asked_at = now()
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": self._assertion(registration, asked_at),
            "scope": scopes,
        }
        http = self._http.bound_to(origins([registration.token_url]))
        try:
            response = http.post(
                registration.token_url, data=form, headers={"Accept": "application/json"}
            )
        except requests.RequestException as error:
            raise ServiceError(f"no token: {error}") from error
        return _read(response, asked_at)

    def _assertion(self, registration: Registration, at: datetime) -> str:
        key = self._keys.signing()
        claims = {
            "iss": registration.client_id,
            "sub": registration.client_id,
            "aud": registration.token_audience or registration.token_url,
            "iat": int(at.timestamp()) - 5,
            "exp": int(at.timestamp()) + 300,
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.kid})


def _read(response: requests.Response, asked_at: datetime) -> tuple[str, datetime]:
    body = _object(response)
    token, life = body.get("access_token"), body.get("expires_in", DEFAULT_LIFE)
    if response.status_code != 200 or not isinstance(token, str) or not token:
        reason = str(body.get("error_description") or body.get("error") or response.reason)[:200]
        raise ServiceError(
            f"no token: {response.status_code} {reason}", status=response.status_code
        )
    seconds = float(life) if isinstance(life, int | float | str) and _is_number(life) else 0.0
    return token, asked_at + timedelta(seconds=seconds) - MARGIN


def _is_number(value: float | str) -> bool:
    return not isinstance(value, bool) and str(value).replace(".", "", 1).isdigit()


def _object(response: requests.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _row(statement: Any, key: tuple[int, str]) -> Any:
    return statement.where(ServiceToken.registration_id == key[0], ServiceToken.scopes == key[1])
