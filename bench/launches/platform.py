"""A platform: key set, configuration, registration, and id_tokens as a large platform fills them.

It runs in the process that measures, so its cost is no tool's.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from jwt.algorithms import RSAAlgorithm

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
KEY = generate_private_key(public_exponent=65537, key_size=2048)
PEOPLE = 30


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with what the path asks for."""
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        url = f"http://{self.headers['Host']}"
        names = {"authorization": "auth", "registration": "register", "token": "token"}
        bodies = {
            "/jwks": {"keys": [{**RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True),
                                "kid": "k", "alg": "RS256"}]},
            "/register": {"client_id": "client-1"},
            "/openid": {"issuer": url, "jwks_uri": f"{url}/jwks",
                        **{f"{name}_endpoint": f"{url}/{path}" for name, path in names.items()}},
        }  # fmt: skip
        content = json.dumps(bodies[urlsplit(self.path).path]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def platform() -> Iterator[str]:
    """Serve the platform; give its address, which is its issuer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def id_token(issuer: str, number: int, nonce: str, tool: str) -> str:
    """Sign the launch of one of PEOPLE at the tool at this address."""
    now = int(time.time())
    person = number % PEOPLE
    claims = {
        "iss": issuer, "aud": "client-1", "sub": f"persoon-{person}", "iat": now,
        "exp": now + 60, "nonce": nonce, "name": f"Deelnemer {person}",
        "email": f"deelnemer-{person}@voorbeeld.nl",
        f"{LTI}version": "1.3.0",
        f"{LTI}message_type": "LtiResourceLinkRequest",
        f"{LTI}deployment_id": "1",
        f"{LTI}target_link_uri": f"{tool}/lti/launch",
        f"{LTI}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
        f"{LTI}resource_link": {"id": "link-1", "title": "Reflectievragen"},
        f"{LTI}context": {"id": "cursus-1", "title": "Cursus", "label": "C1", "type": ["x"]},
        f"{LTI}custom": {"module": "werkpakket-1"},
        f"{LTI}launch_presentation": {"locale": "nl", "return_url": f"{issuer}/x"},
        f"{LTI}tool_platform": {"guid": "g", "name": "Platform", "version": "1"},
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
            "scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"],
            "lineitem": f"{issuer}/lineitem/1", "lineitems": f"{issuer}/lineitems",
        },
        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
            "context_memberships_url": f"{issuer}/members", "service_versions": ["2.0"],
        },
    }  # fmt: skip
    return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "k"})
