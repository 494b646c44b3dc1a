"""A platform that signs whatever a test wants: registration, key set and id_tokens are real."""

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from tests.certification.browser import Browser, Page, read
from tests.certification.served import Asked, Reply

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"


class _Drop:
    """Stands for a claim or parameter that is left out; named alike in every process."""

    def __repr__(self) -> str:
        return "weggelaten"


JWS = jwt.PyJWS()  # signs claims of any type, which `jwt.encode` does not
DROP = _Drop()
"""In place of a claim: leave it out."""


@dataclass(frozen=True)
class In:
    """In place of a time: so many seconds from when the token is signed."""

    seconds: float


def new_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: RSAPrivateKey) -> bytes:
    """Give the public half, which a forger takes for an HMAC secret."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def encoded(part: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


class SigningPlatform:
    """One platform; ``keys`` are those it publishes, the last one signs.

    ``answers`` replaces what an address answers; ``asked`` keeps what it was asked.
    """

    def __init__(self) -> None:
        self.url = ""
        self.keys: dict[str, RSAPrivateKey] = {"key-1": new_key()}
        self.cache_control = "max-age=3600"
        self.clients = 0
        self.deployment: str | None = "1"
        self.configuration: dict[str, Any] = {}
        self.answers: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        self._lock = Lock()

    def reply(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            return self.answers.get(asked.path) or self.answer(asked)

    def answer(self, asked: Asked) -> Reply:
        """Answer what no test replaced."""
        return self.reply_to(asked.path)

    def reply_to(self, path: str) -> Reply:
        """Give what a platform without faults answers."""
        own = {
            "/.well-known/openid-configuration": self._configuration,
            "/register": self._register,
            "/jwks": self._jwks,
        }
        return own[path]() if path in own else Reply(404)

    def times_asked(self, path: str) -> int:
        with self._lock:
            return sum(asked.path == path for asked in self.asked)

    def _jwks(self) -> Reply:
        public = ((kid, key.public_key()) for kid, key in self.keys.items())
        keys = [{**RSAAlgorithm.to_jwk(key, as_dict=True), "kid": kid} for kid, key in public]
        return Reply(200, json.dumps({"keys": keys}), {"Cache-Control": self.cache_control})

    def _configuration(self) -> Reply:
        return as_json(
            200,
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/auth?tenant=a",
                "registration_endpoint": f"{self.url}/register",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "scopes_supported": [f"{AGS}scope/score", f"{AGS}scope/lineitem"],
                **self.configuration,
            },
        )

    def _register(self) -> Reply:
        self.clients += 1
        told = {"deployment_id": self.deployment} if self.deployment else {}
        return as_json(201, {"client_id": f"client-{self.clients}", TOOL: told})


def as_json(status: int, body: Any) -> Reply:
    return Reply(status, json.dumps(body), {"Content-Type": "application/json"})


@dataclass
class Client:
    """The tool as one registered client of a platform, and how its people get there."""

    platform: SigningPlatform
    tool_url: str
    client_id: str = "client-1"
    made: list[str] = field(default_factory=list)

    def login(self, browser: Browser, method: str = "GET", **changes: Any) -> Any:
        """Begin a login; ``changes`` lays over its parameters, DROP leaves one out."""
        parameters = laid_over(
            {
                "iss": self.platform.url,
                "login_hint": "42",
                "target_link_uri": f"{self.tool_url}/lti/launch",
                "client_id": self.client_id,
                "lti_message_hint": "hint-7",
            },
            changes,
        )
        where = {"params": parameters} if method == "GET" else {"data": parameters}
        return browser.send(method, f"{self.tool_url}/lti/login", **where)

    def begin(self, browser: Browser, **changes: Any) -> dict[str, str]:
        """Begin a login and give the authorisation request."""
        response = self.login(browser, **changes)
        assert response.status_code == 302, response.text
        query = parse_qs(urlsplit(response.headers["Location"]).query)
        return {name: values[0] for name, values in query.items()}

    def claims(self, request: dict[str, str], changes: dict[str, Any]) -> dict[str, Any]:
        now = int(time.time())
        return laid_over(
            {
                "iss": self.platform.url,
                "aud": self.client_id,
                "sub": "persoon-1",
                "iat": now,
                "exp": now + 60,
                "nonce": request["nonce"],
                "name": "Anne de Vries",
                f"{LTI}version": "1.3.0",
                f"{LTI}message_type": "LtiResourceLinkRequest",
                f"{LTI}deployment_id": "1",
                f"{LTI}target_link_uri": f"{self.tool_url}/lti/launch",
                f"{LTI}roles": [f"{ROLE}Learner"],
                f"{LTI}resource_link": {"id": "link-1", "title": "Reflecties"},
                f"{LTI}context": {"id": "cursus-1", "title": "Cursus 1"},
            },
            {
                name: now + value.seconds if isinstance(value, In) else value
                for name, value in changes.items()
            },
        )

    def token(
        self,
        request: dict[str, str],
        claims: dict[str, Any] | None = None,
        header: dict[str, Any] | None = None,
        key: RSAPrivateKey | None = None,
        algorithm: str = "RS256",
    ) -> str:
        kid, own = list(self.platform.keys.items())[-1]
        return JWS.encode(
            json.dumps(self.claims(request, claims or {})).encode(),
            key or own,
            algorithm=algorithm,
            headers=laid_over({"kid": kid}, header or {}),
        )

    def post(self, browser: Browser, request: dict[str, str], token: str, **more: str) -> Any:
        form = {"id_token": token, "state": request["state"], **more}
        return browser.post(f"{self.tool_url}/lti/launch", form)

    def launch(self, browser: Browser, claims: dict[str, Any] | None = None) -> Any:
        """Go all the way from login to the answer to the launch."""
        request = self.begin(browser)
        return self.post(browser, request, self.token(request, claims))

    def page(self, browser: Browser, claims: dict[str, Any] | None = None) -> Page:
        """Launch and read the page at its end."""
        response = browser.follow(self.launch(browser, claims))
        assert response.status_code == 200, response.text
        return read(response)


def laid_over(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Lay changes over a mapping; DROP takes one away."""
    return {name: value for name, value in {**base, **changes}.items() if value is not DROP}


def unused() -> str:
    return secrets.token_urlsafe(16)
