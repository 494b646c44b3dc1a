"""A platform's keys: fetched once, rotated unnoticed, and strangers' key ids kept at bay."""

import pytest

from tests.certification.browser import Browser
from tests.certification.conftest import RunningTool
from tests.certification.served import Reply
from tests.certification.signing import Client, SigningPlatform, new_key


@pytest.fixture
def client(alone: RunningTool, platform: SigningPlatform) -> Client:
    assert alone.register(platform, confirmed=True).status_code == 200
    return Client(platform, alone.url)


def with_kid(client: Client, kid: str) -> int:
    visitor = Browser()
    request = client.begin(visitor)
    token = client.token(request, header={"kid": kid})
    return int(client.post(visitor, request, token).status_code)


def test_a_key_set_is_fetched_once(client: Client) -> None:
    assert [client.launch(Browser()).status_code for _ in range(5)] == [303] * 5
    assert client.platform.times_asked("/jwks") == 1


def test_a_rotation_in_mid_course_is_not_noticed(client: Client) -> None:
    assert client.launch(Browser()).status_code == 303
    client.platform.keys = {"key-2": new_key()}
    assert client.launch(Browser()).status_code == 303
    client.platform.keys["key-3"] = new_key()
    assert client.launch(Browser()).status_code == 303
    assert client.platform.times_asked("/jwks") == 3


def test_a_made_up_key_is_looked_for_once(client: Client) -> None:
    assert client.launch(Browser()).status_code == 303
    assert [with_kid(client, "verzonnen") for _ in range(20)] == [400] * 20
    assert client.platform.times_asked("/jwks") == 2


def test_a_strangers_keys_never_hold_up_a_rotation(client: Client) -> None:
    assert client.launch(Browser()).status_code == 303
    for number in range(5):
        assert with_kid(client, f"verzonnen-{number}") == 400
    client.platform.keys = {"key-2": new_key()}
    assert client.launch(Browser()).status_code == 303


def test_a_flood_of_made_up_keys_does_not_become_a_flood_at_the_platform(client: Client) -> None:
    assert client.launch(Browser()).status_code == 303
    for number in range(40):
        assert with_kid(client, f"verzonnen-{number}") == 400
    assert client.platform.times_asked("/jwks") <= 13
    assert client.launch(Browser()).status_code == 303


@pytest.mark.parametrize(
    "broken",
    [
        Reply(500, "<h1>Fout</h1>"),
        Reply(200, "<html>onderhoud</html>"),
        Reply(200, '{"keys": null}'),
        Reply(200, "[]"),
        Reply(302, "", {"Location": "/elders"}),
    ],
    ids=lambda reply: reply.body or "redirect",
)
def test_a_broken_key_set_is_not_kept(broken: Reply, client: Client) -> None:
    client.platform.answers["/jwks"] = broken
    assert client.launch(Browser()).status_code == 400
    del client.platform.answers["/jwks"]
    assert client.launch(Browser()).status_code == 303


def test_other_kinds_of_keys_stand_beside_ours(client: Client) -> None:
    weak = '{"kid":"zwak","kty":"RSA","n":"AQAB","e":"AQAB"}'
    curve = '{"kid":"kromme","kty":"EC","crv":"P-256","x":"a","y":"b"}'
    body = client.platform.reply_to("/jwks").body
    mixed = body.replace('"keys": [', f'"keys": [{weak}, {curve}, null, "x", {{}}, ')
    client.platform.answers["/jwks"] = Reply(200, mixed)
    assert client.launch(Browser()).status_code == 303
    assert with_kid(client, "zwak") == 400
