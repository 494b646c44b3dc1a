"""Registered tools, and whether something was really signed by one of them."""

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests

from practice_lms.lti import names
from practice_lms.lti.errors import ServiceError
from practice_lms.storage import Storage

TIMEOUT = (3, 5)
"""Seconds to connect, and to answer, when a tool's key set is fetched."""
LEEWAY = 60
INVITED = 3600


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as it registered itself (Dynamic Registration 1.0, section 3.5)."""

    client_id: str
    configuration: dict[str, Any]

    @property
    def deployment_id(self) -> str:
        """Each tool is deployed once."""
        return f"{self.client_id}-1"

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.configuration["client_name"])

    @property
    def login_url(self) -> str:
        """Where a launch begins."""
        return str(self.configuration["initiate_login_uri"])

    @property
    def redirect_uris(self) -> list[str]:
        """Where an id_token may be sent."""
        return list(self.configuration["redirect_uris"])

    @property
    def scopes(self) -> list[str]:
        """What it may ask a token for."""
        asked = str(self.configuration.get("scope", "")).split()
        return [scope for scope in asked if scope in names.SCOPES]

    @property
    def lti(self) -> dict[str, Any]:
        """The part of its configuration that is LTI's own."""
        return dict(self.configuration[names.TOOL_CONFIGURATION])

    @property
    def origins(self) -> list[str]:
        """The origins that its pages come from."""
        parts = (urlsplit(uri) for uri in self.redirect_uris)
        return sorted({f"{part.scheme}://{part.netloc}" for part in parts})

    def target(self, message_type: str) -> str:
        """Where it takes a message: the address of its own for that type, else the common one."""
        for message in self.lti.get("messages", []):
            if message.get("type") == message_type and message.get("target_link_uri"):
                return str(message["target_link_uri"])
        return str(self.lti["target_link_uri"])

    def takes(self, message_type: str) -> bool:
        """Whether it said that it takes a type of message."""
        return any(each.get("type") == message_type for each in self.lti.get("messages", []))


class Tools:
    """All tools of one platform; ``issuer`` is the platform's own address."""

    def __init__(self, storage: Storage, issuer: str) -> None:
        self._storage = storage
        self._issuer = issuer
        self._key_sets: dict[str, jwt.PyJWKSet] = {}

    def all(self) -> list[Tool]:
        """Every tool, in the order of registration."""
        rows = self._storage.rows(
            "SELECT client_id, configuration FROM tool WHERE issuer = ? ORDER BY rowid",
            self._issuer,
        )
        return [Tool(row["client_id"], json.loads(row["configuration"])) for row in rows]

    def get(self, client_id: object) -> Tool | None:
        """Find one tool."""
        return next((tool for tool in self.all() if tool.client_id == client_id), None)

    def invite(self) -> str:
        """Make a registration token, good for one registration within the hour."""
        token = secrets.token_urlsafe(24)
        with self._storage.write() as database:
            database.execute("INSERT INTO invitation VALUES (?, ?)", (token, time.time() + INVITED))
        return token

    def register(self, token: str, configuration: dict[str, Any]) -> Tool:
        """Keep a tool; the token is spent only when it can be kept."""
        _check(configuration)
        tool = Tool(secrets.token_urlsafe(9), configuration)
        with self._storage.write() as database:
            spent = database.execute(
                "DELETE FROM invitation WHERE token = ? AND expires > ?", (token, time.time())
            )
            if not spent.rowcount:
                raise ServiceError(401, "the registration token is unknown or spent")
            database.execute(
                "INSERT INTO tool VALUES (?, ?, ?)",
                (tool.client_id, self._issuer, json.dumps(configuration)),
            )
        return tool

    def forget(self, client_id: str) -> None:
        """Remove a tool."""
        with self._storage.write() as database:
            database.execute("DELETE FROM tool WHERE client_id = ?", (client_id,))

    def verified(
        self, tool: Tool, token: str, audience: list[str], needs: list[str]
    ) -> dict[str, Any]:
        """Return the claims that a tool signed; ServiceError when it did not, or not for us."""
        try:
            key = self._key(tool, str(jwt.get_unverified_header(token).get("kid")))
            claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=audience,
                issuer=tool.client_id,
                leeway=LEEWAY,
                options={"require": ["iss", "aud", "iat", "exp", *needs]},
            )
        except (jwt.PyJWTError, requests.RequestException, ValueError) as error:
            raise ServiceError(401, f"not signed by the tool: {error}", "invalid_client") from error
        return dict(claims)

    def _key(self, tool: Tool, kid: str) -> jwt.PyJWK:
        """Find a key of the tool; an unknown one is looked for once more, it may be new."""
        known = self._key_sets.get(tool.client_id)
        if known is None or all(key.key_id != kid for key in known.keys):
            known = self._key_sets[tool.client_id] = _fetched(str(tool.configuration["jwks_uri"]))
        return known[kid]


def _fetched(jwks_uri: str) -> jwt.PyJWKSet:
    with requests.Session() as session:
        session.trust_env = False  # a municipality's proxy cannot reach tools on this machine
        response = session.get(jwks_uri, timeout=TIMEOUT)
    response.raise_for_status()
    return jwt.PyJWKSet.from_dict(response.json())


def _check(configuration: dict[str, Any]) -> None:
    lti = configuration.get(names.TOOL_CONFIGURATION)
    uris = configuration.get("redirect_uris")
    addresses = [configuration.get("initiate_login_uri"), configuration.get("jwks_uri")]
    addresses += uris if isinstance(uris, list) and uris else [None]
    addresses += [lti.get("target_link_uri") if isinstance(lti, dict) else None]
    wrong = [each for each in addresses if not (isinstance(each, str) and _is_address(each))]
    if wrong:
        raise ServiceError(400, f"not an address: {wrong}", "invalid_client_metadata")
    if configuration.get("token_endpoint_auth_method") != "private_key_jwt":
        raise ServiceError(400, "private_key_jwt is needed", "invalid_client_metadata")
    if not configuration.get("client_name"):
        raise ServiceError(400, "client_name is needed", "invalid_client_metadata")


def _is_address(text: str) -> bool:
    return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).netloc)
