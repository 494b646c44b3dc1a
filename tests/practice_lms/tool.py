"""A tiny LTI tool: it serves its key set, signs what tools sign, and reads what platforms sign."""

import html
import json
import re
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from practice_lms.lti import names

KID = "tool-key"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
Claims = dict[str, Any]


@dataclass
class Tool:
    """A tool that is registered with one platform; ``lms`` is the platform's address."""

    lms: str
    address: str
    key: rsa.RSAPrivateKey
    client_id: str = ""
    deployment_id: str = ""
    nonces: set[str] = field(default_factory=set)

    def configuration(self, **changes: Any) -> Claims:
        return {
            "application_type": "web",
            "client_name": "Reflectie & zo",
            "response_types": ["id_token"],
            "grant_types": ["implicit", "client_credentials"],
            "initiate_login_uri": f"{self.address}/login",
            "redirect_uris": [f"{self.address}/launch"],
            "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_method": "private_key_jwt",
            "scope": " ".join(names.SCOPES),
            names.TOOL_CONFIGURATION: {
                "domain": urlsplit(self.address).netloc,
                "target_link_uri": f"{self.address}/launch",
                "claims": ["sub", "iss", "name", "email"],
                "custom_parameters": {"who": "$User.id", "odd": "$Unknown.variable"},
                "messages": [
                    {"type": names.RESOURCE_LINK_REQUEST},
                    {
                        "type": names.DEEP_LINKING_REQUEST,
                        "target_link_uri": f"{self.address}/launch",
                    },
                ],
            },
        } | changes

    def register(self, token: str, **changes: Any) -> requests.Response:
        found = self.openid_configuration()
        response = requests.post(
            found["registration_endpoint"],
            json=self.configuration(**changes),
            headers={"Authorization": f"Bearer {token}"},
            timeout=5,
        )
        if response.ok:
            self.client_id = response.json()["client_id"]
            self.deployment_id = response.json()[names.TOOL_CONFIGURATION]["deployment_id"]
        return response

    def openid_configuration(self) -> Claims:
        response = requests.get(f"{self.lms}/.well-known/openid-configuration", timeout=5)
        return dict(response.json())

    def sign(self, claims: Claims, key: rsa.RSAPrivateKey | None = None) -> str:
        now = int(time.time())
        all_of = {"iss": self.client_id, "iat": now, "exp": now + 60} | claims
        return jwt.encode(all_of, key or self.key, algorithm="RS256", headers={"kid": KID})

    def ask_token(self, assertion: str, *scopes: str) -> requests.Response:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion,
            "scope": " ".join(scopes or names.SCOPES),
        }
        return requests.post(f"{self.lms}/lti/token", form, timeout=5)

    def assertion(self, **changes: Any) -> str:
        usual = {"sub": self.client_id, "aud": f"{self.lms}/lti/token", "jti": secrets.token_hex()}
        return self.sign(usual | changes)

    def bearer(self, *scopes: str) -> dict[str, str]:
        token = self.ask_token(self.assertion(), *scopes).json()["access_token"]
        return {"Authorization": f"Bearer {token}"}

    def launch(self, start: str, **changes: str) -> "Form":
        """Follow a launch in one browser from the platform's start address to the posted form."""
        with requests.Session() as browser:
            return self.authorize(browser, self.begin(browser, start) | changes)

    def begin(self, browser: requests.Session, start: str) -> dict[str, str]:
        """Follow the start address; give the authentication request that the login leads to."""
        begun = browser.get(self.lms + start, allow_redirects=False, timeout=5)
        login = Form.of(begun.text) if begun.status_code == 200 else None
        hints = login.fields if login else query_of(begun.headers["Location"])
        nonce = secrets.token_hex()
        self.nonces.add(nonce)
        return {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": self.client_id,
            "redirect_uri": f"{self.address}/launch",
            "login_hint": hints["login_hint"],
            "lti_message_hint": hints["lti_message_hint"],
            "state": "state-1",
            "nonce": nonce,
        }

    def authorize(self, browser: requests.Session, asked: dict[str, str]) -> "Form":
        """Ask the platform to sign, by GET as browsers do."""
        answer = browser.get(f"{self.lms}/lti/authorize", params=asked, timeout=5)
        return Form.of(answer.text, answer.status_code)

    def claims(self, start: str) -> Claims:
        """Launch, and hold the id_token to its signature."""
        return self.read(self.launch(start).fields["id_token"])

    def read(self, id_token: str) -> Claims:
        jwks = requests.get(f"{self.lms}/lti/jwks", timeout=5).json()
        key = jwt.PyJWKSet.from_dict(jwks)[jwt.get_unverified_header(id_token)["kid"]]
        return dict(
            jwt.decode(
                id_token, key, algorithms=["RS256"], audience=self.client_id, issuer=self.lms
            )
        )


@dataclass
class Form:
    """A form on a page."""

    action: str
    fields: dict[str, str]
    status: int = 200

    @classmethod
    def of(cls, page: str, status: int = 200) -> "Form":
        action = re.search(r'<form id="post" action="([^"]*)"', page)
        fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
        return cls(
            html.unescape(action[1]) if action else "",
            {name: html.unescape(value) for name, value in fields},
            status,
        )


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@cache
def _key() -> rsa.RSAPrivateKey:
    """Make one key for all tools of a test run: making one costs a good part of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@contextmanager
def serving(lms: str) -> Iterator[Tool]:
    """Serve a tool's key set over HTTP, as platforms fetch it."""
    key = _key()
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    body = json.dumps({"keys": [public | {"kid": KID, "alg": "RS256"}]}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Tool(lms, f"http://127.0.0.1:{server.server_address[1]}", key)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
