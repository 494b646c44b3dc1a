"""The tool's own key pairs: made, kept encrypted, rotated with overlap.

Platforms fetch the public halves from ``/lti/jwks`` and cache them, so a new key is published for
two days before it signs, and an old one two days after it last signed (security framework, 6.3).
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from jwt.algorithms import RSAAlgorithm
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lti_app.db import Database
from lti_app.models import ToolKey, now
from lti_app.vault import Vault

LIFE = timedelta(days=90)
OVERLAP = timedelta(days=2)
LOOK_AGAIN = 300.0
"""Seconds after which a process looks whether another one rotated."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A loaded key: signing with a PEM text costs fifty times as much."""

    kid: str
    private: RSAPrivateKey


class ToolKeys:
    """The keys of this installation; safe for threads and several processes."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._lock = Lock()
        self._signing: SigningKey | None = None
        self._public: tuple[dict[str, Any], ...] = ()
        self._looked = -LOOK_AGAIN

    def signing(self) -> SigningKey:
        """Give the key that signs now."""
        self._refresh()
        assert self._signing  # noqa: S101  `_refresh` set it
        return self._signing

    def public_set(self) -> dict[str, Any]:
        """Give the key set to publish (RFC 7517, 5)."""
        self._refresh()
        return {"keys": list(self._public)}

    def _refresh(self) -> None:
        with self._lock:
            if self._signing and monotonic() - self._looked < LOOK_AGAIN:
                return
            rows = self._rows()
            self._signing = self._load(_signs(rows))
            self._public = tuple(row.public_jwk for row in rows)
            self._looked = monotonic()

    def _rows(self) -> list[ToolKey]:
        with self._database.read() as session:
            rows = _published(session)
        if _newest(rows) > now() - LIFE:
            return rows
        with self._database.write() as session:
            rows = _published(session)
            if _newest(rows) <= now() - LIFE:
                self.rotate(session)
            return _published(session)

    def rotate(self, session: Session) -> None:
        """Add a key; the first one signs at once, a later one after the overlap."""
        old = _published(session)
        signs_from = now() + OVERLAP if old else now()
        for row in old:
            row.retires_at = row.retires_at or signs_from + OVERLAP
        session.add(_new(self._vault, signs_from))
        session.flush()

    def _load(self, row: ToolKey) -> SigningKey:
        private = load_der_private_key(self._vault.unseal(row.private), password=None)
        assert isinstance(private, RSAPrivateKey)  # noqa: S101  no other kind is ever stored
        return SigningKey(row.kid, private)


def _published(session: Session) -> list[ToolKey]:
    query = select(ToolKey).where(or_(ToolKey.retires_at.is_(None), ToolKey.retires_at > now()))
    return list(session.scalars(query.order_by(ToolKey.signs_from)))


def _signs(rows: list[ToolKey]) -> ToolKey:
    """Choose the last that may sign; the first of all where a clock was set back."""
    return ([row for row in rows if row.signs_from <= now()] or rows[:1])[-1]


def _newest(rows: list[ToolKey]) -> datetime:
    return max((row.signs_from for row in rows), default=now() - 2 * LIFE)


def _new(vault: Vault, signs_from: datetime) -> ToolKey:
    private = generate_private_key(public_exponent=65537, key_size=2048)
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    jwk = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    public = {"kty": "RSA", "n": jwk["n"], "e": jwk["e"]}
    kid = _thumbprint(public)
    return ToolKey(
        kid=kid,
        private=vault.seal(der),
        public_jwk={**public, "kid": kid, "alg": "RS256", "use": "sig"},
        signs_from=signs_from,
    )


def _thumbprint(public: dict[str, Any]) -> str:
    """Name a key by its content (RFC 7638)."""
    canonical = json.dumps(public, sort_keys=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(canonical).digest()).rstrip(b"=").decode()
