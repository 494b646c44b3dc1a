"""The platform's keys: RS256, published as a JSON Web Key Set, changed with overlap."""

import json
import secrets
import threading
import time
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from practice_lms.storage import Storage


class Keys:
    """The keys of one platform, kept in its database; the newest signs."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._loaded: dict[str, rsa.RSAPrivateKey] = {}
        self._making = threading.Lock()

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Sign claims with the newest key, as a JWT."""
        kid, key = self._newest()
        return jwt.encode(dict(claims), key, algorithm="RS256", headers={"kid": kid})

    def jwks(self) -> dict[str, Any]:
        """Give the published public keys (RFC 7517)."""
        self._newest()
        rows = self._storage.rows("SELECT kid, pem FROM key WHERE published ORDER BY made")
        return {"keys": [self._public(row["kid"], row["pem"]) for row in rows]}

    def rotate(self, *, overlap: bool = True) -> str:
        """Make a new key and sign with it; without ``overlap`` the old ones are withdrawn."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        kid = secrets.token_urlsafe(8)
        with self._storage.write() as database:
            if not overlap:
                database.execute("UPDATE key SET published = 0")
            database.execute(
                "INSERT INTO key (kid, pem, made) VALUES (?, ?, ?)", (kid, _pem(key), time.time())
            )
        return kid

    def newest(self) -> rsa.RSAPrivateKey:
        """Give the key that signs."""
        return self._newest()[1]

    def _newest(self) -> tuple[str, rsa.RSAPrivateKey]:
        with self._making:
            row = self._storage.row("SELECT kid, pem FROM key ORDER BY made DESC")
            if row is None:
                self.rotate()
                row = self._storage.row("SELECT kid, pem FROM key ORDER BY made DESC")
        assert row is not None  # noqa: S101 - just made
        return row["kid"], self._load(row["kid"], row["pem"])

    def _load(self, kid: str, pem: str) -> rsa.RSAPrivateKey:
        """Load a key once: reading the PEM costs more than signing."""
        if kid not in self._loaded:
            key = serialization.load_pem_private_key(pem.encode(), password=None)
            assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101
            self._loaded[kid] = key
        return self._loaded[kid]

    def _public(self, kid: str, pem: str) -> dict[str, Any]:
        key = self._load(kid, pem).public_key()
        numbers: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key))
        return numbers | {"kid": kid, "alg": "RS256", "use": "sig"}


def _pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
