"""Access tokens: asked once, kept for all processes, never beyond their time."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
import time_machine
from sqlalchemy import select

from lti_app.db import Database
from lti_app.errors import ServiceError
from lti_app.lti.http import PlatformSession
from lti_app.lti.keys import ToolKeys
from lti_app.lti.tokens import Tokens
from lti_app.models import Registration, ServiceToken
from lti_app.vault import Vault
from tests.certification.served import Asked, Reply, served
from tests.lti_app.world import World

VAULT = Vault("een geheim voor proeven")
SCORE, ROSTER = "https://voorbeeld.nl/score", "https://voorbeeld.nl/roster"


class TokenServer:
    """Gives tokens, numbered."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.reply_with: Reply | None = None
        self.life: Any = 3600

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        token = {"access_token": f"token-{len(self.asked)}", "expires_in": self.life}
        return self.reply_with or Reply(200, json.dumps(token))


@pytest.fixture
def server() -> Iterator[TokenServer]:
    server = TokenServer()
    with served(server):
        yield server


@pytest.fixture
def keys(database: Database) -> ToolKeys:
    return ToolKeys(database, VAULT)


@pytest.fixture
def registration(world: World, server: TokenServer) -> Registration:
    world.platform_url = server.url
    with world.database.read() as session:
        return session.get_one(Registration, world.registration())


def tokens(database: Database, keys: ToolKeys) -> Tokens:
    return Tokens(database, PlatformSession(allow_loopback=True), keys, VAULT)


def test_the_request_is_signed_by_the_tools_key(
    database: Database, keys: ToolKeys, registration: Registration, server: TokenServer
) -> None:
    assert tokens(database, keys).bearer(registration, [SCORE]) == "token-1"
    form = {name: value for name, (value,) in parse_qs(server.asked[0].body.decode()).items()}
    (public,) = keys.public_set()["keys"]
    claims = jwt.decode(
        form["client_assertion"],
        jwt.PyJWK(public),
        algorithms=["RS256"],
        audience=registration.token_url,
    )
    assert jwt.get_unverified_header(form["client_assertion"])["kid"] == public["kid"]
    assert (claims["iss"], claims["sub"]) == (registration.client_id, registration.client_id)
    assert form["grant_type"] == "client_credentials"
    assert form["scope"] == SCORE


def test_an_audience_of_its_own_is_used(
    database: Database, keys: ToolKeys, registration: Registration, server: TokenServer
) -> None:
    registration.token_audience = "https://api.brightspace.com/auth/token"
    tokens(database, keys).bearer(registration, [SCORE])
    assertion = parse_qs(server.asked[0].body.decode())["client_assertion"][0]
    claims = jwt.decode(assertion, options={"verify_signature": False})
    assert claims["aud"] == "https://api.brightspace.com/auth/token"


def test_a_token_serves_all_processes_and_lies_encrypted(
    database: Database, keys: ToolKeys, registration: Registration, server: TokenServer
) -> None:
    first, second = tokens(database, keys), tokens(Database(database.url), keys)
    assert {made.bearer(registration, [SCORE]) for made in (first, second, first)} == {"token-1"}
    assert len(server.asked) == 1
    with database.read() as session:
        assert b"token-1" not in session.scalars(select(ServiceToken.token)).one()


def test_scopes_and_registrations_have_tokens_of_their_own(
    database: Database, keys: ToolKeys, registration: Registration, world: World
) -> None:
    made = tokens(database, keys)
    with database.read() as session:
        other = session.get_one(Registration, world.registration("client-b"))
    asked = [(registration, SCORE), (registration, ROSTER), (other, SCORE), (registration, SCORE)]
    got = [made.bearer(whose, [scope]) for whose, scope in asked]
    assert got == ["token-1", "token-2", "token-3", "token-1"]


def test_a_token_is_used_until_a_minute_before_its_end(
    database: Database, keys: ToolKeys, registration: Registration
) -> None:
    keys.signing()
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as clock:
        made = tokens(database, keys)
        assert made.bearer(registration, [SCORE]) == "token-1"
        clock.shift(timedelta(seconds=3539))
        assert made.bearer(registration, [SCORE]) == "token-1"
        clock.shift(timedelta(seconds=2))
        assert made.bearer(registration, [SCORE]) == "token-2"


def test_a_refused_token_is_forgotten_everywhere(
    database: Database, keys: ToolKeys, registration: Registration
) -> None:
    made = tokens(database, keys)
    made.bearer(registration, [SCORE])
    made.forget(registration, [SCORE])
    assert tokens(database, keys).bearer(registration, [SCORE]) == "token-2"


@pytest.mark.parametrize("life", ["3600", 3600.0, None, "lang", True, -5])
def test_an_odd_life_does_no_harm(
    life: Any, database: Database, keys: ToolKeys, registration: Registration, server: TokenServer
) -> None:
    server.life = life
    assert tokens(database, keys).bearer(registration, [SCORE]) == "token-1"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(400, '{"error": "invalid_client", "error_description": "onbekende sleutel"}'),
        Reply(500, "<h1>onbekende sleutel</h1>"),
        Reply(200, '{"token_type": "Bearer"}'),
        Reply(200, "geen json"),
        Reply(200, "[]"),
    ],
    ids=lambda reply: f"{reply.status} {reply.body[:20]}",
)
def test_no_token_is_an_error_with_its_status(
    reply: Reply,
    database: Database,
    keys: ToolKeys,
    registration: Registration,
    server: TokenServer,
) -> None:
    server.reply_with = reply
    with pytest.raises(ServiceError) as caught:
        tokens(database, keys).bearer(registration, [SCORE])
    assert caught.value.status == reply.status
