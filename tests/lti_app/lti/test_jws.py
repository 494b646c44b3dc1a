"""A JWS is RS256 with a named key, or it is refused."""

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from lti_app.lti import jws

KEY = generate_private_key(public_exponent=65537, key_size=2048)


def signed(claims: dict[str, Any], key: RSAPrivateKey = KEY, **header: Any) -> str:
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "a", **header})


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_what_pyjwt_signs_is_verified() -> None:
    claims = {"sub": "é \N{SLIGHTLY SMILING FACE}", "n": [1, None, {"a": 1.5}]}
    assert jws.verified(jws.parse(signed(claims)), KEY.public_key()) == claims


def test_each_changed_letter_is_noticed() -> None:
    token = signed({"sub": "x"})
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        with pytest.raises(jws.Broken):
            assert jws.verified(jws.parse(changed), KEY.public_key()) is None


def test_another_key_does_not_verify() -> None:
    other = generate_private_key(public_exponent=65537, key_size=2048)
    with pytest.raises(jws.Broken, match="signature"):
        jws.verified(jws.parse(signed({"sub": "x"}, other)), KEY.public_key())


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b",
        "a.b.c.d",
        "..",
        f"{part({'alg': 'none', 'kid': 'a'})}.{part({})}.",
        f"{part({'alg': 'HS256', 'kid': 'a'})}.{part({})}.AAAA",
        f"{part({'alg': ['RS256'], 'kid': 'a'})}.{part({})}.AAAA",
        f"{part({'alg': 'RS256'})}.{part({})}.AAAA",
        f"{part({'alg': 'RS256', 'kid': 7})}.{part({})}.AAAA",
        f"{part({'alg': 'RS256', 'kid': 'a', 'crit': ['x']})}.{part({})}.AAAA",
        f"{part({'alg': 'RS256', 'kid': 'a', 'b64': False})}.{part({})}.AAAA",
        f"{part(['RS256'])}.{part({})}.AAAA",
        f"{part({'alg': 'RS256', 'kid': 'a'})}.{part({})}.A",
        f"{part({'alg': 'RS256', 'kid': 'a'})}=.{part({})}.AAAA",
        f"{part({'alg': 'RS256', 'kid': 'a'})}.{part({})}.AAAA\n",
        f"{'A' * 600_000}.A.A",
    ],
    ids=lambda token: token[:24],
)
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(jws.Broken):
        jws.parse(token)


@pytest.mark.parametrize("payload", [b"[]", b"7", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_signed_body_that_is_no_object_is_refused(payload: bytes) -> None:
    token = jwt.PyJWS().encode(payload, KEY, algorithm="RS256", headers={"kid": "a"})
    with pytest.raises(jws.Broken):
        jws.verified(jws.parse(token), KEY.public_key())
