"""A platform and the tool, in a browser that blocks third-party cookies."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
)

from tests.e2e.lti.desk import (
    BLOCKED,
    Desk,
)
from tests.werkpakket.programs import free_ports, started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the platform answers; everything is new in it."""
    folder = tmp_path_factory.mktemp("lti")
    with started(folder, "demo", environment={"DEMO_PORT": str(free_ports())}) as program:
        yield program.wait_for_line().rstrip("/")


@pytest.fixture(scope="module")
def strict_browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """A browser that sends no cookies to frames of another site, unless they are partitioned."""
    settings = browser_type_launch_args
    browser = browser_type.launch(**{**settings, "args": [*settings["args"], BLOCKED]})
    yield browser
    browser.close()


@pytest.fixture
def context(strict_browser: Browser) -> Iterator[BrowserContext]:
    context = strict_browser.new_context(locale="nl-NL")
    yield context
    context.close()


@pytest.fixture
def desk(context: BrowserContext, address: str) -> Desk:
    return Desk(context.new_page(), address)
