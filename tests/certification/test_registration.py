"""Dynamic registration: the good way, the platform's refusals, and what the guard keeps out."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from lti_app.lti.http import READ_SECONDS
from tests.certification.browser import read
from tests.certification.conftest import RunningTool
from tests.certification.served import Reply
from tests.certification.signing import TOOL, SigningPlatform


def ask(url: str, platform: SigningPlatform, **changes: str) -> requests.Response:
    given = {"openid_configuration": f"{platform.url}/.well-known/openid-configuration"}
    return requests.get(url, params={**given, **changes}, timeout=40)


def registered(tool: RunningTool, platform: SigningPlatform) -> bool:
    return platform.url in tool.command("platforms", "list").stdout


def test_the_tool_tells_the_platform_all_it_needs(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    assert tool.register(platform, name="Leerplein").status_code == 200
    (asked,) = [asked for asked in platform.asked if asked.path == "/register"]
    offered = json.loads(asked.body)
    assert asked.headers["Authorization"] == "Bearer registratie-geheim"
    assert offered["initiate_login_uri"] == f"{tool.url}/lti/login"
    assert offered["redirect_uris"] == [f"{tool.url}/lti/launch"]
    assert offered["jwks_uri"] == f"{tool.url}/lti/jwks"
    assert offered["token_endpoint_auth_method"] == "private_key_jwt"
    assert {"name", "email"} <= set(offered[TOOL]["claims"])
    assert offered["scope"].split() == [
        "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
        "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    ]
    assert "(Leerplein): wacht op bevestiging" in tool.command("platforms", "list").stdout


def test_the_page_of_success_closes_itself_by_message(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    response = tool.register(platform, confirmed=True)
    assert "org.imsglobal.lti.close" in response.text
    assert read(response).buttons == ["Sluiten"]


REFUSALS = [
    (Reply(422, '{"errors":["<b>redirect_uris</b> invalid"]}'), 400, "redirect_uris"),
    (
        Reply(400, '{"error":"invalid_redirect_uri","error_description":"Geen https"}'),
        400,
        "Geen https",
    ),
    (Reply(400, '{"errors":[{"message":"domein"}]}'), 400, "domein"),
    (Reply(401), 400, "401"),
    (Reply(403, "<html>Nee</html>"), 400, "403"),
    (Reply(500, "<html>Stuk</html>"), 502, "500"),
    (Reply(302, "", {"Location": "/elders"}), 502, "302"),
    (Reply(201, '{"client_id": "half'), 502, "niet te lezen"),
    (Reply(201, "[]"), 502, "niet te lezen"),
    (Reply(201, "{}"), 502, "client_id"),
]


@pytest.mark.parametrize(("reply", "status", "reason"), REFUSALS, ids=str)
def test_a_refusal_is_told_and_leaves_the_invitation_usable(
    reply: Reply, status: int, reason: str, tool: RunningTool, platform: SigningPlatform
) -> None:
    invitation = tool.invite()
    platform.answers["/register"] = reply
    response = ask(invitation, platform)
    assert response.status_code == status
    assert reason in read(response).text
    assert "<b>redirect_uris" not in response.text
    assert not registered(tool, platform)
    del platform.answers["/register"]
    assert ask(invitation, platform).status_code == 200
    assert ask(invitation, platform).status_code == 410
    assert platform.clients == 1


SILENCES = {
    "hangs": Reply(201, wait=READ_SECONDS + 1),
    "hangs up": Reply(0),
    "hangs up half-way": Reply(
        201, '{"client_id": "half', {"Content-Length": "1000", "Connection": "close"}
    ),
    "hangs half-way": Reply(201, '{"client_id": "half', {"Content-Length": "1000"}),
}
SAID = {
    "/register": "Het leerplatform antwoordt niet op de aanmelding.",
    "/.well-known/openid-configuration": "De gegevens van het leerplatform zijn niet te lezen.",
}


@pytest.mark.parametrize("address", SAID)
@pytest.mark.parametrize("how", SILENCES)
def test_a_platform_that_falls_silent_leaves_the_invitation_usable(
    how: str, address: str, tool: RunningTool, platform: SigningPlatform
) -> None:
    invitation = tool.invite()
    platform.answers[address] = SILENCES[how]
    response = ask(invitation, platform)
    page = read(response)
    assert response.status_code == 502
    assert page.headings == ["De aanmelding is niet gelukt"]
    assert SAID[address] in page.text
    assert not registered(tool, platform)
    platform.answers.clear()
    assert ask(invitation, platform).status_code == 200
    assert registered(tool, platform)


def test_a_double_click_registers_once(tool: RunningTool, platform: SigningPlatform) -> None:
    invitation = tool.invite()
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: ask(invitation, platform).status_code, range(6)))
    assert answers.count(200) == 1
    assert set(answers) <= {200, 409, 410}
    assert platform.clients == 1


@pytest.mark.parametrize(
    "configuration",
    [
        {"issuer": "https://elders.voorbeeld.nl"},
        {"registration_endpoint": "https://elders.voorbeeld.nl/register"},
        {"registration_endpoint": "http://elders.voorbeeld.nl/register"},
        {"jwks_uri": "http://elders.voorbeeld.nl/jwks"},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
        {"token_endpoint": ["x"]},
        {"issuer": "x" * 300},
        {"authorization_endpoint": "http://user:pass@127.0.0.1/auth"},
    ],
    ids=str,
)
def test_a_configuration_that_points_elsewhere_is_refused(
    configuration: dict[str, Any], tool: RunningTool, platform: SigningPlatform
) -> None:
    platform.configuration = configuration
    assert ask(tool.invite(), platform).status_code == 400
    assert platform.times_asked("/register") == 0


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/.well-known/openid-configuration",
        "https://10.0.0.1/.well-known/openid-configuration",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[64:ff9b::a00:1]/x",
        "https://0.0.0.0/x",
        "http://voorbeeld.nl/x",
        "file:///etc/passwd",
        "https://",
        "https://user@voorbeeld.nl/x",
        "http://[::1",
        "gopher://127.0.0.1/",
        "geen adres",
    ],
)
def test_the_guard_keeps_private_and_odd_addresses_out(
    address: str, tool: RunningTool, platform: SigningPlatform
) -> None:
    response = ask(tool.invite(), platform, openid_configuration=address)
    assert response.status_code in (400, 502)
    assert read(response).headings == ["De aanmelding is niet gelukt"]


def test_a_configuration_behind_a_redirect_is_not_followed(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    platform.answers["/.well-known/openid-configuration"] = Reply(302, "", {"Location": "/andere"})
    assert ask(tool.invite(), platform).status_code == 502
    assert platform.times_asked("/andere") == 0


def test_an_endless_configuration_is_cut_off(tool: RunningTool, platform: SigningPlatform) -> None:
    platform.answers["/.well-known/openid-configuration"] = Reply(200, "[" * 6_000_000)
    assert ask(tool.invite(), platform).status_code == 502


def test_a_registration_is_not_taken_over_by_another_invitation(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    platform.answers["/register"] = Reply(201, '{"client_id": "zelfde"}')
    assert tool.register(platform, confirmed=True).status_code == 200
    platform.configuration = {"jwks_uri": f"{platform.url}/andere-sleutels"}
    assert tool.register(platform).status_code == 409
    assert "andere-sleutels" not in tool.command("platforms", "show", platform.url).stdout
    assert tool.register(platform, confirmed=True).status_code == 200
    assert "andere-sleutels" in tool.command("platforms", "show", platform.url).stdout


def test_an_invitation_that_nobody_made_is_refused(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    response = ask(f"{tool.url}/lti/register/verzonnen", platform)
    assert response.status_code == 404
    assert platform.asked == []


def test_who_opens_the_invitation_by_hand_reads_where_it_belongs(tool: RunningTool) -> None:
    response = requests.get(tool.invite(), timeout=10)
    assert response.status_code == 400
    assert "leerplatform" in read(response).text
    assert "nog geldig" in read(response).text


def test_who_opens_a_dead_invitation_by_hand_is_told_so(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    used = tool.invite()
    assert ask(used, platform).status_code == 200
    for address, status, said in (
        (f"{tool.url}/lti/register/verzonnen", 404, "bestaat niet"),
        (used, 410, "al gebruikt"),
    ):
        response = requests.get(address, timeout=10)
        assert (response.status_code, said in read(response).text) == (status, True)
        assert "geldig" not in read(response).text


def test_a_platform_can_be_typed_in_and_removed(tool: RunningTool) -> None:
    values = {
        "--issuer": "https://hand.voorbeeld.nl",
        "--client-id": "c1",
        "--deployment-id": "7",
        "--authorization-url": "https://hand.voorbeeld.nl/auth",
        "--token-url": "https://hand.voorbeeld.nl/token",
        "--jwks-url": "https://hand.voorbeeld.nl/jwks",
    }
    words = [word for pair in values.items() for word in pair]
    assert "deployment 7: bevestigd" in tool.command("platforms", "add", *words).stdout
    shown = tool.command("platforms", "show", values["--issuer"]).stdout
    assert f"{tool.url}/lti/login" in shown
    assert "https://hand.voorbeeld.nl/token" in shown
    assert tool.command("platforms", "remove", values["--issuer"]).returncode == 0
    assert tool.command("platforms", "remove", values["--issuer"]).returncode == 2


def test_the_command_prints_the_invitation_alone_on_its_last_line(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    printed = tool.command("invite", "--name", "Academie", "--confirmed").stdout
    (address,) = printed.splitlines()
    assert ask(address, platform).status_code == 200
    assert f"{platform.url} (Academie): bevestigd" in tool.command("platforms").stdout
