"""Platform storage in a real browser, asked by a tool in a frame of another origin."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from tests.practice_lms.conftest import Lms
from tests.practice_lms.tool import Tool

ASK = """([frame, message]) => new Promise((resolve) => {
  addEventListener('message', (event) => resolve([event.data, event.origin]), { once: true })
  setTimeout(() => resolve(null), 1000)
  const target = frame === '_parent' ? parent : parent.frames[frame]
  target.postMessage({ message_id: 'm1', ...message }, '*')
})"""


@pytest.fixture
def pages() -> Iterator[str]:
    """Serve an empty page for every address; give the origin, by the name localhost."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "6")
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>x<p>")

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def activity(lms: Lms, tool: Tool, pages: str) -> int:
    """An activity of a tool whose pages come from a server of their own."""
    answer = tool.register(
        lms.platform.tools.invite(),
        redirect_uris=[f"{pages}/launch"],
        initiate_login_uri=f"{pages}/login",
    )
    assert answer.status_code == 201
    registered = lms.platform.tools.get(tool.client_id)
    assert registered is not None
    return lms.platform.gradebook.add_activity("groep-a", registered, "A", pages, {}).id


def opened(page: Page, lms: Lms, activity: int, profile: str) -> Frame:
    lms.be(profile)
    page.goto(f"{lms.address}/launch/{activity}")
    frame = page.frame("tool")
    assert frame is not None
    frame.wait_for_selector("p")
    return frame


def ask(frame: Frame, target: str, **message: Any) -> Any:
    return frame.evaluate(ASK, [target, message])


@pytest.mark.parametrize(
    ("profile", "target"), [("storage", "_parent"), ("storage-frame", "lti_storage")]
)
def test_what_is_put_is_got_back(
    page: Page, lms: Lms, activity: int, profile: str, target: str
) -> None:
    frame = opened(page, lms, activity, profile)
    told, origin = ask(frame, "_parent", subject="lti.capabilities")
    assert origin == lms.address
    assert {"subject": "lti.put_data", "frame": target} in told["supported_messages"]
    ask(frame, target, subject="lti.put_data", key="state", value="geheim")
    got, _ = ask(frame, target, subject="lti.get_data", key="state")
    assert (got["value"], got["message_id"]) == ("geheim", "m1")
    ask(frame, target, subject="lti.put_data", key="state", value=None)
    assert ask(frame, target, subject="lti.get_data", key="state")[0]["value"] is None


def test_the_long_spelling_of_the_subjects_is_answered_in_kind(
    page: Page, lms: Lms, activity: int
) -> None:
    frame = opened(page, lms, activity, "storage")
    put, _ = ask(frame, "_parent", subject="org.imsglobal.lti.put_data", key="k", value="v")
    assert put["subject"] == "org.imsglobal.lti.put_data.response"


def test_another_origin_gets_nothing(page: Page, lms: Lms, activity: int, pages: str) -> None:
    frame = opened(page, lms, activity, "storage")
    ask(frame, "_parent", subject="lti.put_data", key="state", value="geheim")
    page.evaluate(
        """(src) => {
          const stranger = document.createElement('iframe')
          stranger.name = 'stranger'
          stranger.src = src
          document.body.append(stranger)
        }""",
        pages.replace("localhost", "127.0.0.1"),
    )
    element = page.wait_for_selector("iframe[name=stranger]")
    stranger = element.content_frame() if element else None
    assert stranger is not None
    stranger.wait_for_selector("p")
    refused, _ = ask(stranger, "_parent", subject="lti.get_data", key="state")
    assert refused["error"]["code"] == "wrong_origin"


def test_too_much_is_refused(page: Page, lms: Lms, activity: int) -> None:
    frame = opened(page, lms, activity, "storage")
    refused, _ = ask(frame, "_parent", subject="lti.put_data", key="k", value="x" * 5000)
    assert refused["error"]["code"] == "storage_exhaustion"


def test_a_platform_without_storage_is_silent(page: Page, lms: Lms, activity: int) -> None:
    frame = opened(page, lms, activity, "default")
    assert ask(frame, "_parent", subject="lti.get_data", key="state") is None
