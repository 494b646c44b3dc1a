"""The platform as a whole: its address, keys, tools, gradebook, and what it has promised whom.

A *message* is a launch that was begun: the tool gets a hint to it in the login, and comes back
with that hint to have it signed, in the same browser. A hint can be used again within its time,
since a tool that is opened in a new window begins its login anew.
"""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask import current_app

from practice_lms.lti.errors import ServiceError
from practice_lms.lti.gradebook import Gradebook
from practice_lms.lti.keys import Keys
from practice_lms.lti.tools import Tools
from practice_lms.profiles import LtiProfile
from practice_lms.storage import Storage

HINT_LIFETIME = 1800
TOKEN_LIFETIME = 3600


@dataclass(frozen=True, slots=True)
class Message:
    """A launch that was begun; ``for_user`` is whose work a submission review is about.

    ``session`` is that of the browser in which it was begun (practice_lms/sessions.py).
    """

    type: str
    client_id: str
    person: str
    course: str
    activity: int | None = None
    for_user: str | None = None
    target: str = "iframe"
    session: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """What a bearer of a token may do."""

    client_id: str
    scopes: tuple[str, ...]


class Platform:
    """One LTI platform; ``address`` is its issuer."""

    def __init__(self, storage: Storage, address: str, profile: LtiProfile) -> None:
        self._storage = storage
        self.address = address
        self.profile = profile
        self.keys = Keys(storage)
        self.tools = Tools(storage, address)
        self.gradebook = Gradebook(storage, address)
        self.sign: Callable[[Mapping[str, Any]], str] = self.keys.sign

    @property
    def token_url(self) -> str:
        """Where tools get their tokens, and the audience of what they sign for that."""
        return f"{self.address}/lti/token"

    def begin(self, message: Message) -> str:
        """Keep a message; return its hint."""
        hint = secrets.token_urlsafe(16)
        with self._storage.write() as database:
            database.execute("DELETE FROM message WHERE expires < ?", (time.time(),))
            database.execute(
                "INSERT INTO message VALUES (?, ?, ?)",
                (hint, json.dumps(asdict(message)), time.time() + HINT_LIFETIME),
            )
        return hint

    def message(self, hint: str) -> Message | None:
        """Find what was begun."""
        row = self._storage.row(
            "SELECT content FROM message WHERE hint = ? AND expires > ?", hint, time.time()
        )
        return None if row is None else Message(**json.loads(row["content"]))

    def use_once(self, client_id: str, jti: str) -> None:
        """Note that something a tool signed was used; ServiceError when it was used before."""
        now = time.time()
        with self._storage.write() as database:
            database.execute("DELETE FROM assertion WHERE expires < ?", (now,))
            noted = database.execute(
                "INSERT OR IGNORE INTO assertion VALUES (?, ?, ?)",
                (client_id, jti, now + TOKEN_LIFETIME),
            )
        if not noted.rowcount:
            raise ServiceError(400, "this was used before", "invalid_client")

    def grant(self, client_id: str, scopes: list[str]) -> str:
        """Give a token for scopes, good for TOKEN_LIFETIME seconds."""
        token = secrets.token_urlsafe(32)
        expires = time.time() + TOKEN_LIFETIME
        with self._storage.write() as database:
            database.execute("DELETE FROM token WHERE expires < ?", (time.time(),))
            database.execute(
                "INSERT INTO token VALUES (?, ?, ?, ?)",
                (token, client_id, " ".join(scopes), expires),
            )
        return token

    def access(self, token: str) -> Access | None:
        """Tell what a token opens; None when it is unknown or its time is over."""
        row = self._storage.row(
            "SELECT client_id, scopes FROM token WHERE token = ? AND expires > ?",
            *(token, time.time()),
        )
        return None if row is None else Access(row["client_id"], tuple(row["scopes"].split()))


def current_platform() -> Platform:
    """Give the platform of the running application."""
    platform = current_app.extensions["platform"]
    assert isinstance(platform, Platform)  # noqa: S101
    return platform
