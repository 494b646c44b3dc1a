"""What all tests share: one Chromium, the system's own, that talks to nobody by itself."""

import os
import shutil
from typing import Any

import pytest
from hypothesis import settings

# The same examples each time, so that a change is what a failure tells of; `make test-long` goes
# looking for new ones.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session", autouse=True)
def no_added_themes(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Look away from the house styles that were added on this computer; programs inherit it."""
    os.environ["WERKPAKKET_THEME_FOLDER"] = str(tmp_path_factory.mktemp("themes"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium for the fixtures of pytest-playwright (`page`, `context`…)."""
    assert CHROMIUM, "Chromium is needed: run tests/system-packages.sh"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*QUIET]}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Take the place of pytest-playwright's own, at whose form pytest 9.2 warns; none is needed."""
