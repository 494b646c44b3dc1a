"""The specifications' bad launches, each refused, and the odd but legal ones, each welcomed.

LTI 1.3 core, 1EdTech security framework 1.0, OpenID Connect core 3.1.3.7, RFC 7515. A row is what
is changed in a launch that would hold.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from tests.certification.browser import Browser, read
from tests.certification.conftest import RunningTool
from tests.certification.signing import AGS, DROP, LTI, ROLE, Client, In, encoded, new_key, pem

DATA = Path(__file__).parents[1] / "data"
Forge = Callable[[Client, dict[str, str]], str]


@dataclass
class Row:
    """One launch: what is changed, and for a bad one the cause that the log must name."""

    title: str
    cause: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    forge: Forge | None = None


def no_algorithm(client: Client, request: dict[str, str]) -> str:
    header = {"alg": "none", "kid": "key-1"}
    return f"{encoded(header)}.{encoded(client.claims(request, {}))}."


def public_key_as_secret(client: Client, request: dict[str, str]) -> str:
    header = {"alg": "HS256", "kid": "key-1"}
    body = f"{encoded(header)}.{encoded(client.claims(request, {}))}"
    signature = jwt.get_algorithm_by_name("HS256").sign(
        body.encode(), pem(client.platform.keys["key-1"])
    )
    return f"{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def altered(client: Client, request: dict[str, str]) -> str:
    header, _, signature = client.token(request).split(".")
    return f"{header}.{encoded(client.claims(request, {'sub': 'een-ander'}))}.{signature}"


def claim(name: str, value: Any) -> dict[str, Any]:
    return {f"{LTI}{name}": value}


REVIEW = claim("message_type", "LtiSubmissionReviewRequest")
AGS_CLAIM = f"{AGS}claim/endpoint"
LONG = "x" * 256

BAD = [
    Row("without kid", "kid is absent", header={"kid": DROP}),
    Row("with an unknown kid", "no key", header={"kid": "onbekend"}),
    Row("signed by another key", "does not hold", forge=lambda c, r: c.token(r, key=new_key())),
    Row("with alg none", "no compact JWS", forge=no_algorithm),
    Row("with HS256 and the public key", "alg is not RS256", forge=public_key_as_secret),
    Row("with RS512", "alg is not RS256", forge=lambda c, r: c.token(r, algorithm="RS512")),
    Row("altered after signing", "does not hold", forge=altered),
    Row("that is no token", "no compact JWS", forge=lambda _c, _r: "geen.token"),
    Row("with an empty token", "no compact JWS", forge=lambda _c, _r: ""),
    Row("that is over", "exp is over", {"exp": In(-120), "iat": In(-180)}),
    Row("without exp", "exp is absent", {"exp": DROP}),
    Row("with a text for exp", "exp is absent", {"exp": "2030"}),
    Row("issued in the future", "iat is in the future", {"iat": In(4000), "exp": In(5000)}),
    Row("issued ten days ago", "iat is long ago", {"iat": In(-864_000)}),
    Row("without iat", "iat is absent", {"iat": DROP}),
    Row("valid only later", "nbf is in the future", {"nbf": In(4000)}),
    Row("without nonce", "nonce", {"nonce": DROP}),
    Row("with another nonce", "nonce", {"nonce": "een-andere"}),
    Row("without iss", "iss", {"iss": DROP}),
    Row("from another issuer", "iss", {"iss": "https://elders.voorbeeld.nl"}),
    Row("without sub", "(sub)", {"sub": DROP}),
    Row("with an empty sub", "(sub)", {"sub": ""}),
    Row("with an over-long sub", "sub is no id", {"sub": LONG}),
    Row("without aud", "aud", {"aud": DROP}),
    Row("for another client", "aud", {"aud": "een-ander"}),
    Row("for several without azp", "azp", {"aud": ["client-1", "een-ander"]}),
    Row("with another's azp", "azp", {"aud": ["client-1", "x"], "azp": "x"}),
    Row("with another's azp and one aud", "azp", {"azp": "x"}),
    Row("without version", "version", claim("version", DROP)),
    Row("of a wrong version", "version", claim("version", "1.2.0")),
    Row("without message type", "message_type", claim("message_type", DROP)),
    Row("of an unknown message type", "message_type", claim("message_type", "LtiIets")),
    Row("with an object as message type", "message_type", claim("message_type", {"a": 1})),
    Row("without roles", "roles", claim("roles", DROP)),
    Row("with roles as a text", "roles", claim("roles", f"{ROLE}Instructor")),
    Row("with roles null", "roles", claim("roles", None)),
    Row("without deployment", "deployment_id", claim("deployment_id", DROP)),
    Row("with an over-long deployment", "deployment_id", claim("deployment_id", LONG)),
    Row("of an unknown deployment", "is pending", claim("deployment_id", "onbekend")),
    Row("without resource link", "Resource Link", claim("resource_link", DROP)),
    Row("without its id", "Resource Link", claim("resource_link", {"title": "x"})),
    Row("with an over-long link id", "id is no id", claim("resource_link", {"id": LONG})),
    Row("with a list as resource link", "no object", claim("resource_link", ["link-1"])),
    Row("with an over-long context id", "id is no id", claim("context", {"id": LONG})),
    Row("without target link", "target_link_uri", claim("target_link_uri", DROP)),
    Row(
        "to elsewhere", "target_link_uri", claim("target_link_uri", "https://elders.nl/lti/launch")
    ),
    Row("of a review without services", "Grade services", REVIEW),
    Row(
        "of a review without person",
        "For user",
        {**REVIEW, AGS_CLAIM: {"lineitem": "https://a.nl/1"}},
    ),
]

GOOD = [
    Row("with aud as a list", claims={"aud": ["client-1"]}),
    Row("for several with our azp", claims={"aud": ["ander", "client-1"], "azp": "client-1"}),
    Row("from a clock 50 s ahead", claims={"iat": In(50), "exp": In(110)}),
    Row("over for 30 s", claims={"iat": In(-90), "exp": In(-30)}),
    Row("with a fraction in iat", claims={"iat": In(0.3)}),
    Row("with an unknown role besides", claims=claim("roles", ["urn:x#Iets", f"{ROLE}Learner"])),
    Row("with no roles", claims=claim("roles", [])),
    Row("with null among the roles", claims=claim("roles", [None, f"{ROLE}Learner", 7])),
    Row("without name", claims={"name": DROP}),
    Row("without context", claims=claim("context", DROP)),
    Row("with context null", claims=claim("context", None)),
    Row("with a context that is a text", claims=claim("context", "cursus")),
    Row("with a number as deployment", claims=claim("deployment_id", 1)),
    Row("with unknown claims", claims={"https://voorbeeld.nl/claim": {"a": [None]}, "custom": 3}),
    Row("with empty claims", claims=json.loads((DATA / "claims-leeg.json").read_text())),
    Row("with strange claims", claims=json.loads((DATA / "claims-vreemd.json").read_text())),
]


def token_of(row: Row, client: Client, request: dict[str, str]) -> str:
    if row.forge:
        return row.forge(client, request)
    return client.token(request, row.claims, row.header)


@pytest.mark.parametrize("row", BAD, ids=lambda row: row.title)
def test_a_bad_launch_is_refused_plainly(
    row: Row, client: Client, visitor: Browser, tool: RunningTool
) -> None:
    request = client.begin(visitor)
    response = client.post(visitor, request, token_of(row, client, request))
    assert_refused(response, row.cause, tool)
    assert not [name for name in visitor.cookies if "login" not in name]


def assert_refused(response: requests.Response, cause: str, tool: RunningTool) -> None:
    assert 400 <= response.status_code < 500
    page = read(response)
    assert page.headings
    assert "Traceback" not in response.text
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", page.text)
    assert code
    lines = [line for line in tool.log().splitlines() if code[0] in line]
    assert len(lines) == 1
    assert cause in lines[0]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row.title)
def test_an_odd_but_legal_launch_opens_the_module(
    row: Row, client: Client, visitor: Browser
) -> None:
    claims = dict(row.claims)
    claims.pop("aud_is_list", None)
    if isinstance(claims.get("iat"), str):  # "NU+1.25" in the file: now and a bit
        claims["iat"] = In(float(claims["iat"].removeprefix("NU+")))
    if claims.get(f"{LTI}deployment_id") == 3:
        claims[f"{LTI}deployment_id"] = 1
    request = client.begin(visitor)
    response = client.post(visitor, request, client.token(request, claims))
    assert response.status_code == 303
    page = read(visitor.follow(response))
    assert len(page.textareas) == 17
