"""A page of a real module, written for a host, and opened in a browser without a server."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html
from playwright.sync_api import Page, Route

from course.model import Module
from course.page import themes
from course.page.host import Answer, Can, Host
from course.page.render import render
from course.page.theme import Content, Theme, read

ROOT = Path(__file__).parents[2]
ORIGIN = "http://page.test"
PACKAGE = Can(close=True, print=True, download=True, report_to_platform=True)
TOOL = Can(choose_reader=True, hand_in=True, feedback=True, print=True, download=True)
PAPER = Can()


def host(can: Can, **changes: object) -> Host:
    """Give a host that addresses files as a package does."""
    base = Host(
        file_url=lambda name: f"files/{name}",
        page_url=lambda name: f"page/{name}",
        script={PACKAGE: "package.js", TOOL: "tool.js"}.get(can),
        can=can,
        settings=_SETTINGS.get(can, {}),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


_SETTINGS: Mapping[Can, Mapping[str, object]] = {
    PACKAGE: {"kind": "scorm", "edition": "scorm12"},
    TOOL: {
        "kind": "http",
        "base": "/launch/1/",
        "secret": "s",
        "state": {"answers": {}, "opened": [], "marked": [], "seen": {}},
        "revisions": {},
    },
}


def parsed(
    module: Module,
    can: Can = PACKAGE,
    locale: str | None = None,
    answers: Mapping[str, Answer] | None = None,
    **changes: object,
) -> html.HtmlElement:
    """Write the page and read it as HTML."""
    text = render(module, host(can, answers=answers or {}, **changes), locale)
    return html.document_fromstring(text)


@dataclass
class Site:
    """Pages, finished files and a module's files under one origin, answered from memory.

    ``worn`` are themes that a test puts on, besides the module's own. ``elsewhere`` lists the
    requests that went to any other origin; they are not let out.
    """

    page: Page
    module: Module
    documents: dict[str, str] = field(default_factory=dict)
    worn: tuple[Theme, ...] = ()
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, can: Can = PACKAGE, fragment: str = "", **changes: object) -> Page:
        """Write the module's page for ``can`` and go to it."""
        self.documents["/"] = render(self.module, host(can, **changes))
        self.page.goto(f"{ORIGIN}/{fragment}")
        return self.page

    def answer(self, route: Route) -> None:
        """Answer one request."""
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            self.elsewhere.append(route.request.url)
            route.abort()
        elif address.path in self.documents:
            route.fulfill(body=self.documents[address.path], content_type="text/html")
        elif (content := self._content(unquote(address.path))) is not None:
            kind = mimetypes.guess_type(address.path)[0] or "application/octet-stream"
            route.fulfill(body=read(content), content_type=kind)
        else:
            route.fulfill(status=404, body="")

    def _content(self, path: str) -> Content | None:
        kind, _, name = path.removeprefix("/").partition("/")
        if kind == "page":
            return themes.content(name, themes.find(self.module.theme), *self.worn)
        return self.module.files.get(name) if kind == "files" else None
