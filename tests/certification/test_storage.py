"""Cookies blocked, the platform keeps the secret: in Chromium, in a frame, on two sites.

The platform's page is this test's own, so that each variant of the storage specification and of
platforms can be played: Sakai says "_parent", Canvas names a frame, some know one spelling of the
subjects, and some answer nothing.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import (
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    FrameLocator,
    Page,
    expect,
)

from tests.certification.conftest import RunningTool
from tests.certification.served import Asked, Reply, served
from tests.certification.signing import Client, SigningPlatform

NAMED = "post_message_forwarding"  # Canvas' name of it
KEEPS = """
  const kept = new Map();
  window.addEventListener("message", ({data, origin, source}) => {
    const verb = data.subject?.match(/^(.*\\.)(put|get)_data$/);
    if (!verb || !SPELLINGS.includes(verb[1])) return;
    if (verb[2] === "put") kept.set(data.key, data.value);
    const {message_id, key} = data;
    const answer = {subject: data.subject + ".response", message_id, key};
    source.postMessage({...answer, value: kept.get(key) ?? null}, origin);
  });
"""


def keeper(spellings: list[str]) -> str:
    return f"<script>const SPELLINGS = {json.dumps(spellings)};{KEEPS}</script>"


@dataclass
class Variant:
    """How a platform keeps what tools give it."""

    title: str
    target: str = "_parent"
    spellings: list[str] = field(default_factory=lambda: ["lti.", "org.imsglobal.lti."])
    elsewhere: bool = False


class KeepingPlatform(SigningPlatform):
    """A platform with a page that frames the tool and keeps data for it."""

    variant = Variant("")
    client: Client

    def answer(self, asked: Asked) -> Reply:
        pages = {"/course": self._course, "/frame": self._frame, "/auth": self._auth}
        make = pages.get(asked.path)
        if make is None:
            return super().answer(asked)
        return Reply(200, "<!DOCTYPE html>" + make(asked), {"Content-Type": "text/html"})

    def _course(self, _asked: Asked) -> str:
        login = {
            "iss": self.url,
            "login_hint": "42",
            "client_id": self.client.client_id,
            "target_link_uri": f"{self.client.tool_url}/lti/launch",
            "lti_storage_target": self.variant.target,
        }
        own = self.url.replace("127.0.0.1", "localhost") if self.variant.elsewhere else self.url
        keeps = keeper(self.variant.spellings) if self.variant.target == "_parent" else ""
        named = f'<iframe name="{NAMED}" src="{own}/frame" hidden></iframe>'
        address = html.escape(f"{self.client.tool_url}/lti/login?{urlencode(login)}")
        tool = f'<iframe id="tool" width="1250" height="700" src="{address}"></iframe>'
        return f"<title>Cursus</title>{keeps}{named if not keeps else ''}{tool}"

    def _frame(self, _asked: Asked) -> str:
        return f"<title>Opslag</title>{keeper(self.variant.spellings)}"

    def _auth(self, asked: Asked) -> str:
        request = {"nonce": asked.query["nonce"], "state": asked.query["state"]}
        fields = {"state": request["state"], "id_token": self.client.token(request)}
        inputs = "".join(
            f'<input name="{name}" value="{html.escape(value)}">' for name, value in fields.items()
        )
        form = f'<form method="post" action="{self.client.tool_url}/lti/launch">{inputs}</form>'
        return f"<title>Even geduld</title>{form}<script>document.forms[0].submit()</script>"


@pytest.fixture(scope="module")
def keeping(alone: RunningTool) -> Iterator[KeepingPlatform]:
    platform = KeepingPlatform()
    with served(platform):
        assert alone.register(platform, confirmed=True).status_code == 200
        platform.client = Client(platform, alone.url)
        yield platform


@pytest.fixture(scope="module")
def blocking(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """A Chromium whose settings block all cookies."""
    profile = tmp_path_factory.mktemp("profile")
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Default").mkdir()
    (profile / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")
    context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
    yield context
    context.close()


@pytest.fixture
def without_cookies(blocking: BrowserContext, alone: RunningTool) -> Iterator[Page]:
    page = blocking.new_page()
    said: list[ConsoleMessage] = []
    page.on("console", lambda message: said.append(message))  # noqa: PLW0108  no built-in there
    yield page
    assert blocking.cookies(alone.url) == []
    assert [message.text for message in said if "Content Security" in message.text] == []
    page.close()


def tool_in(page: Page, platform: KeepingPlatform, variant: Variant) -> FrameLocator:
    platform.variant = variant
    page.goto(f"{platform.url}/course")
    return page.frame_locator("#tool")


@pytest.mark.parametrize(
    "variant",
    [
        Variant("the parent"),
        Variant("a named frame", NAMED),
        Variant("the new spelling alone", spellings=["lti."]),
        Variant("the old spelling alone", spellings=["org.imsglobal.lti."]),
    ],
    ids=lambda variant: variant.title,
)
def test_the_platform_keeps_the_secret_through_launch_and_reload(
    variant: Variant, without_cookies: Page, keeping: KeepingPlatform
) -> None:
    frame = tool_in(without_cookies, keeping, variant)
    expect(frame.get_by_role("link", name="Reflectievragen").first).to_be_visible(timeout=15_000)
    tool = next(f for f in without_cookies.frames if "/launch/" in f.url)
    address = tool.url
    tool.evaluate("location.reload()")
    expect(frame.get_by_role("link", name="Reflectievragen").first).to_be_visible(timeout=15_000)
    assert tool.url == address
    assert address.endswith("/")


@pytest.mark.parametrize(
    "variant",
    [
        Variant("nobody answers", spellings=[]),
        Variant("a frame of another origin", NAMED, elsewhere=True),
        Variant("a frame that is not there", "weg"),
    ],
    ids=lambda variant: variant.title,
)
def test_a_platform_that_keeps_nothing_gets_the_new_window(
    variant: Variant, without_cookies: Page, keeping: KeepingPlatform
) -> None:
    frame = tool_in(without_cookies, keeping, variant)
    button = frame.get_by_role("button", name="Open in een nieuw venster")
    expect(button).to_be_visible(timeout=15_000)


def test_with_cookies_the_storage_is_only_passed_by(page: Page, keeping: KeepingPlatform) -> None:
    frame = tool_in(page, keeping, Variant("the parent"))
    expect(frame.get_by_role("link", name="Reflectievragen").first).to_be_visible(timeout=15_000)
