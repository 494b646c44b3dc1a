"""A browser as far as launches need one: cookies, redirects one at a time, forms of a page.

`requests` keeps no Secure cookies for plain http, which browsers do on loopback; so cookies are
kept here, each with the path that it is for.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests


@dataclass
class Browser:
    """One profile; ``cookies`` maps names to value and path. ``blocks``: it keeps none."""

    blocks: bool = False
    cookies: dict[str, tuple[str, str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def send(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        """Send one request and keep the cookies of its answer; redirects are not followed."""
        path = urlsplit(url).path
        sent = "; ".join(f"{n}={v}" for n, (v, at) in self.cookies.items() if path.startswith(at))
        headers = {**kwargs.pop("headers", {}), **({"Cookie": sent} if sent else {})}
        response = requests.request(
            method, url, headers=headers, allow_redirects=False, timeout=30, **kwargs
        )
        self._keep(response)
        return response

    def get(self, url: str, **kwargs: Any) -> requests.Response:
        return self.send("GET", url, **kwargs)

    def post(self, url: str, data: dict[str, str], **kwargs: Any) -> requests.Response:
        return self.send("POST", url, data=data, **kwargs)

    def follow(self, response: requests.Response) -> requests.Response:
        """Follow redirects to the page at their end."""
        while response.is_redirect:
            response = self.get(urljoin(response.url, response.headers["Location"]))
        return response

    def _keep(self, response: requests.Response) -> None:
        for line in response.raw.headers.getlist("Set-Cookie"):
            self.seen.append(line)
            partitioned = line.replace("Partitioned;", "").replace("; Partitioned", "")
            for name, morsel in SimpleCookie(partitioned).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                elif not self.blocks:
                    self.cookies[name] = (morsel.value, morsel["path"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.text: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[dict[str, Any]] = []
        self.textareas: list[str] = []
        self.buttons: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({"attributes": given, "fields": {}})
        elif tag == "input" and self.forms and given.get("name"):
            if given.get("type") != "radio" or "checked" in given:
                self.forms[-1]["fields"][given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self.textareas.append(given.get("name", ""))
        elif tag == "a":
            self.links.append((given.get("href", ""), ""))
        if tag in ("h1", "script", "style", "button", "a"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside in ("script", "style") or not data.strip():
            return
        self.text.append(data.strip())
        if inside == "h1":
            self.headings.append(data.strip())
        elif inside == "button":
            self.buttons.append(data.strip())
        elif inside == "a":
            self.links[-1] = (self.links[-1][0], data.strip())


@dataclass(frozen=True)
class Page:
    """What stands on a page of HTML."""

    headings: list[str]
    text: str
    links: list[tuple[str, str]]
    forms: list[dict[str, Any]]
    textareas: list[str]
    buttons: list[str]


def read(response: requests.Response) -> Page:
    """Read a page of HTML."""
    assert response.headers["Content-Type"].startswith("text/html")
    reader = _Reader()
    reader.feed(response.text)
    return Page(
        reader.headings,
        " ".join(reader.text),
        reader.links,
        reader.forms,
        reader.textareas,
        reader.buttons,
    )
