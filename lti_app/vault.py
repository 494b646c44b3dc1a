"""Encryption of what the database must not give away: private keys and access tokens."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lti_app.settings import SettingsError


class Vault:
    """Seals bytes with a key that is derived from WERKPAKKET_SECRET_KEY."""

    def __init__(self, secret_key: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"werkpakket vault 1").derive(
            secret_key.encode()
        )
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def seal(self, plain: bytes) -> bytes:
        """Encrypt and sign."""
        return self._fernet.encrypt(plain)

    def unseal(self, sealed: bytes) -> bytes:
        """Decrypt; raises SettingsError where the secret key is not the one it was sealed with."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SettingsError(
                "WERKPAKKET_SECRET_KEY past niet bij deze database: de sleutels erin zijn met een "
                "andere geheime sleutel versleuteld. Zet de oude geheime sleutel terug."
            ) from None
