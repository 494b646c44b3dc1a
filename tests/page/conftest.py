"""The modules of content/, and a browser that is served one of them from memory."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from course.loader import load
from course.model import Module
from tests.page.pages import ROOT, Site


@pytest.fixture(scope="session")
def werkpakket() -> Module:
    """Give the municipality's own module."""
    return load(ROOT / "content" / "werkpakket-1")


@pytest.fixture(scope="session")
def example() -> Module:
    """Give the module that shows every kind of part."""
    return load(ROOT / "content" / "voorbeeld")


@pytest.fixture
def site(page: Page) -> Callable[[Module], Site]:
    """Serve a module to the browser."""

    def serve(module: Module) -> Site:
        served = Site(page, module)
        page.route("**/*", served.answer)
        page.on("pageerror", lambda error: served.errors.append(str(error)))
        return served

    return serve
