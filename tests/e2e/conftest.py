"""Fixtures of the plays: the package of Werkpakket 1 in every edition, in an LMS each."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from course.loader import load
from scorm_builder.editions import EDITIONS
from scorm_builder.package import build
from tests.e2e.lms import Lms, serving

HERE = Path(__file__).parent
WERKPAKKET_1 = HERE.parents[1] / "content" / "werkpakket-1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A tab that closes breaks off downloads, and werkzeug's server then leaves the file open."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play in every edition, and on every ``judge`` where that is asked for.

    Neither scorm-again nor Moodle tells the editions of 2004 apart: they judge the newest alone.
    """
    if any("edition" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")):
        return
    judged = [(edition, "strict") for edition in EDITIONS]
    for judge in ("scorm-again", "moodle"):
        judged += [("scorm12", judge), ("scorm2004-4", judge)]
    if "judge" in metafunc.fixturenames:
        metafunc.parametrize(("edition", "judge"), judged)
    elif "edition" in metafunc.fixturenames:
        metafunc.parametrize("edition", getattr(metafunc.module, "PLAYED", EDITIONS))


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The package of Werkpakket 1 by edition."""
    folder = tmp_path_factory.mktemp("packages")
    module = load(WERKPAKKET_1)
    return {
        name: build(module, edition, folder / f"{name}.zip", None).path
        for name, edition in EDITIONS.items()
    }


@pytest.fixture(scope="session")
def lms_by_edition(
    packages: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Lms]]:
    with ExitStack() as stack:
        yield {
            edition: stack.enter_context(serving(tmp_path_factory.mktemp(edition), path))
            for edition, path in packages.items()
        }


@pytest.fixture
def lms(lms_by_edition: Mapping[str, Lms], packages: Mapping[str, Path], edition: str) -> Lms:
    """An LMS with the package of one edition, in which nobody has done anything yet."""
    lms = lms_by_edition[edition]
    lms.upload(packages[edition])
    lms.forget()
    return lms


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """Another computer, whose browser knows nothing of the first."""
    context = browser.new_context()
    yield context
    context.close()
