"""An open launch as its page uses it."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import requests

from tests.certification.browser import Browser, Page, read
from tests.certification.signing import Client


@dataclass
class Opened:
    """One tab: its address, and the secret that its page holds."""

    browser: Browser
    url: str
    secret: str

    def get(self, path: str = "") -> requests.Response:
        return self.browser.follow(self.browser.get(urljoin(self.url, path)))

    def page(self, path: str = "") -> Page:
        response = self.get(path)
        assert response.status_code == 200, response.text
        return read(response)

    def send(self, method: str, path: str, body: Any = None) -> requests.Response:
        headers = {"X-Launch-Secret": self.secret}
        return self.browser.send(method, urljoin(self.url, path), json=body, headers=headers)

    def save(self, text: str, content_id: str = "moeite", revision: int = 0) -> requests.Response:
        body = {"text": text, "reader": "instructor", "revision": revision}
        return self.send("PUT", f"answers/{content_id}", body)

    def texts(self) -> dict[str, str]:
        """Give the answers that the page holds for its player."""
        state = data_of(self.get().text)["store"]["state"]
        return {name: answer["text"] for name, answer in state["answers"].items()}


def data_of(page: str) -> Any:
    """Give the JSON that the page holds for its player."""
    found = re.search(r'<script[^>]* id="werkpakket"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found, page
    return json.loads(found[1])


def open_tab(client: Client, browser: Browser, claims: dict[str, Any] | None = None) -> Opened:
    """Launch as a learner."""
    response = browser.follow(client.launch(browser, claims))
    assert response.status_code == 200, response.text
    return Opened(browser, response.url, data_of(response.text)["store"]["secret"])


def open_instructor(client: Client, browser: Browser, claims: dict[str, Any]) -> Opened:
    """Launch as an instructor: their pages hold the secret in forms alone."""
    response = client.launch(browser, claims)
    assert response.status_code == 303, response.text
    url = urljoin(response.url, response.headers["Location"])
    name = f"werkpakket-{url.rstrip('/').rsplit('/', 1)[1]}"
    return Opened(browser, url, browser.cookies[name][0])
