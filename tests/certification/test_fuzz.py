"""Launches, forms and API calls at random: whatever comes, the tool answers, and never with 5xx.

Values come from a store of bad habits; each request is built from a seed, so a failure names the
one that brought it about.
"""

import json
import random
from typing import Any

import pytest
import requests

from tests.certification.browser import Browser
from tests.certification.conftest import RunningTool
from tests.certification.opened import Opened, open_instructor, open_tab
from tests.certification.signing import AGS, DROP, LTI, ROLE, Client

ODD: list[Any] = [
    None, True, False, 0, -1, 3, 2**63, -(2**80), 1e308, 0.1, "", " ", "\x00", "\ud83d", "a" * 256,
    "é" * 3000, "$User.id", "null", "../../etc/passwd", "<script>alert(1)</script>", "' OR 1=1 --",
    "https://elders.nl/", "http://[::1", "//x", "javascript:x", "\u202e", [], [None], {},
    {"id": None}, {"id": ""}, {"id": []}, {"id": 7}, {"id": "x" * 256}, [[[]]],
    {"a": {"b": [1, "x", None]}},
]  # fmt: skip
CLAIMS = [
    "iss", "aud", "azp", "sub", "exp", "iat", "nbf", "nonce", "name", "email", "given_name",
    f"{LTI}version", f"{LTI}message_type", f"{LTI}deployment_id", f"{LTI}target_link_uri",
    f"{LTI}roles", f"{LTI}resource_link", f"{LTI}context", f"{LTI}custom", f"{LTI}for_user",
    f"{LTI}launch_presentation", f"{LTI}tool_platform", f"{LTI}role_scope_mentor",
    f"{AGS}claim/endpoint", "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
]  # fmt: skip
MESSAGES = ["LtiResourceLinkRequest", "LtiSubmissionReviewRequest", "LtiDeepLinkingRequest"]
PATHS = [
    ("PUT", "answers/moeite"), ("PUT", "answers/bestaat-niet"), ("PUT", "progress"),
    ("POST", "hand-in"), ("POST", "module"), ("POST", "participants/1/feedback"),
    ("POST", "participants/1/again"), ("GET", "participants"), ("GET", "participants/1"),
    ("GET", "participants/99999999999999999999"), ("GET", "anonymous"),
    ("GET", "preview"), ("GET", ""), ("DELETE", "answers/moeite"), ("GET", "answers/%00"),
    ("POST", ""),
]  # fmt: skip
FIELDS = [
    "text",
    "reader",
    "revision",
    "opened",
    "marked",
    "unmarked",
    "module",
    "score",
    "version",
]


class Fuzzer:
    """Makes requests of a seed."""

    def __init__(self, client: Client, seed: int) -> None:
        self.client = client
        self.random = random.Random(seed)

    def odd(self) -> Any:
        return self.random.choice(ODD)

    def any(self, tabs: list[Opened]) -> requests.Response:
        kind = self.random.randrange(3)
        return self.call(tabs) if kind == 0 else self.login() if kind == 1 else self.launch()

    def login(self) -> requests.Response:
        names = ["iss", "login_hint", "target_link_uri", "client_id", "lti_message_hint"]
        names += ["lti_storage_target", "lti_deployment_id", "x"]
        changed = self.random.sample(names, self.random.randint(1, 3))
        values = [DROP, "a" * 9000, *(value for value in ODD if isinstance(value, str))]
        changes = {name: self.random.choice(values) for name in changed}
        method = self.random.choice(["GET", "POST"])
        response: requests.Response = self.client.login(Browser(), method, **_encodable(changes))
        return response

    def launch(self) -> requests.Response:
        visitor = Browser()
        request = self.client.begin(visitor)
        changed = self.random.sample(CLAIMS, self.random.randint(1, 4))
        claims = {name: self.random.choice([DROP, self.odd(), self.odd()]) for name in changed}
        if self.random.random() < 0.3:
            claims[f"{LTI}message_type"] = self.random.choice(MESSAGES)
        token = self.client.token(request, claims)
        if self.random.random() < 0.2:
            place = self.random.randrange(len(token))
            token = token[:place] + self.random.choice(".=é A\n") + token[place + 1 :]
        return visitor.follow(self.client.post(visitor, request, token))

    def call(self, tabs: list[Opened]) -> requests.Response:
        tab = self.random.choice(tabs)
        method, path = self.random.choice(PATHS)
        names = self.random.sample(FIELDS, self.random.randint(0, 4))
        body: Any = {name: self.odd() for name in names}
        if self.random.random() < 0.5:  # right but for one thing, so that it gets further
            right = {"text": "x", "reader": "self", "revision": 0, "opened": [], "marked": []}
            body = {**right, self.random.choice(FIELDS): self.odd()}
        if self.random.random() < 0.2:
            body = self.odd()
        if self.random.random() < 0.3:
            return self._form(tab, method, path, names)
        headers = {"X-Launch-Secret": tab.secret, "Content-Type": "application/json"}
        data = json.dumps(body).encode() if self.random.random() < 0.9 else b"{\xff\x00["
        return tab.browser.send(method, tab.url + path, data=data, headers=headers)

    def _form(self, tab: Opened, method: str, path: str, names: list[str]) -> requests.Response:
        fields = _encodable({name: str(self.odd()) for name in names})
        return tab.browser.send(
            method, tab.url + path, data={**fields, "launch_secret": tab.secret}
        )


def _encodable(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in values.items()
    }


def fuzz(client: Client, requests_count: int, seed: int) -> dict[int, int]:
    """Send so many requests; give how often each status came."""
    teacher = {f"{LTI}roles": [f"{ROLE}Instructor"], "sub": "docent"}
    tabs = [open_tab(client, Browser()), open_instructor(client, Browser(), teacher)]
    counts: dict[int, int] = {}
    for number in range(requests_count):
        fuzzer = Fuzzer(client, seed + number)
        response = fuzzer.any(tabs)
        assert response.status_code < 500, (seed + number, response.url, response.text[:500])
        counts[response.status_code] = counts.get(response.status_code, 0) + 1
    return counts


def test_a_thousand_odd_requests_never_break_the_tool(client: Client, tool: RunningTool) -> None:
    counts = fuzz(client, 1_000, seed=1)
    assert {200, 400, 403} <= set(counts)
    assert "broken ref=" not in tool.log()
    assert requests.get(f"{tool.url}/health/ready", timeout=10).ok


@pytest.mark.long
def test_ten_thousand_odd_requests_never_break_the_tool(client: Client, tool: RunningTool) -> None:
    fuzz(client, 10_000, seed=random.SystemRandom().randrange(10**9))
    assert "broken ref=" not in tool.log()
