"""Faults on request, for tests: exists only in an application made with ``testing=True``.

``POST /testing/faults`` takes ``{"path": regular expression, "method"?, "status"?, "headers"?,
"body"?, "delay"? (seconds), "drop"? (the connection is cut), "times"? (default: always)}``;
``DELETE`` ends them all. ``POST /testing/id-token`` spoils the next id_tokens: ``{"claims"? (laid
over; null removes), "header"?, "key"? ("other": one that nobody published), "algorithm"?,
"times"?}``. ``POST /testing/keys`` rotates (``{"overlap": false}`` withdraws the old ones).
``PUT /testing/profile`` ``{"name"}`` makes the platform another one. ``GET /testing/requests``
lists what tools sent to ``/lti/``.
"""

import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Blueprint, Response, current_app, request

from practice_lms.lti.platform import Platform, current_platform
from practice_lms.profiles import lti_profile

testing = Blueprint("testing", __name__, url_prefix="/testing")
ALWAYS = 1_000_000


@dataclass
class Fault:
    """Something that a request meets in place of its answer."""

    path: str
    method: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    delay: float = 0
    drop: bool = False
    times: int = ALWAYS

    def meets(self) -> bool:
        """Whether the current request meets this fault; counts it."""
        wanted = self.method in ("", request.method) and re.search(self.path, request.full_path)
        if not wanted or self.times <= 0:
            return False
        self.times -= 1
        return True


@dataclass
class Requests:
    """What tools sent, and the faults that they meet."""

    seen: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _requests() -> Requests:
    requests = current_app.extensions.setdefault("testing", Requests())
    assert isinstance(requests, Requests)  # noqa: S101
    return requests


@testing.before_app_request
def meet_fault() -> Response | None:
    """Write a tool's request down, and answer with a fault if one is due."""
    if not request.path.startswith("/testing/"):
        _write_down()
        fault = next((each for each in _requests().faults if each.meets()), None)
        if fault is not None:
            return _answer(fault)
    return None


def _write_down() -> None:
    if request.path.startswith("/lti/") or request.path.startswith("/.well-known/"):
        _requests().seen.append(
            {
                "method": request.method,
                "url": request.full_path.rstrip("?"),
                "headers": dict(request.headers),
                "body": request.get_data(as_text=True),
            }
        )


def _answer(fault: Fault) -> Response | None:
    time.sleep(fault.delay)
    if fault.drop:
        connection = request.environ["werkzeug.socket"]
        connection.shutdown(socket.SHUT_RDWR)
    if not fault.status and not fault.drop:
        return None
    return Response(fault.body, fault.status or 500, fault.headers)


@testing.post("/faults")
def add_fault() -> dict[str, Any]:
    """Add a fault; earlier ones come first."""
    _requests().faults.append(Fault(**request.get_json()))
    return {}


@testing.delete("/faults")
def end_faults() -> dict[str, Any]:
    """End all faults, spoiled id_tokens too."""
    _requests().faults.clear()
    platform = current_platform()
    platform.sign = platform.keys.sign
    return {}


@testing.get("/requests")
def list_requests() -> list[dict[str, Any]]:
    """List what tools sent, oldest first."""
    return _requests().seen


@testing.post("/keys")
def rotate() -> dict[str, Any]:
    """Change the signing key."""
    kid = current_platform().keys.rotate(overlap=bool(request.get_json().get("overlap", True)))
    return {"kid": kid}


@testing.put("/profile")
def change_profile() -> dict[str, Any]:
    """Make the platform behave like another one."""
    current_platform().profile = lti_profile(request.get_json()["name"])
    return {}


@testing.post("/id-token")
def spoil() -> dict[str, Any]:
    """Spoil the next id_tokens."""
    platform = current_platform()
    platform.sign = Spoiler(platform, **request.get_json())
    return {}


@dataclass
class Spoiler:
    """Signs what a bad, or an odd, platform would."""

    platform: Platform
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    algorithm: str = "RS256"
    times: int = 1

    def __call__(self, claims: Mapping[str, Any]) -> str:
        """Sign, spoiled as long as it lasts."""
        good = self.platform.keys.sign(claims)
        if self.times <= 0:
            return good
        self.times -= 1
        return self._spoiled(claims, good)

    def _spoiled(self, claims: Mapping[str, Any], good: str) -> str:
        laid = {**claims, **self.claims}
        kept = {name: value for name, value in laid.items() if value is not None}
        header = jwt.get_unverified_header(good) | self.header
        header = {name: value for name, value in header.items() if value is not None}
        if self.algorithm == "none":
            return jwt.encode(kept, "", algorithm="none", headers={**header, "alg": "none"})
        if self.algorithm == "HS256":
            secret = str(self.platform.keys.jwks()["keys"][-1]["n"]).encode()
            return jwt.encode(kept, secret, algorithm="HS256", headers={**header, "alg": "HS256"})
        key = _other_key() if self.key == "other" else self.platform.keys.newest()
        return jwt.encode(
            kept, key, algorithm=self.algorithm, headers={**header, "alg": self.algorithm}
        )


def _other_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
