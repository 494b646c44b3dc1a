"""A module with hard titles and file names, and its package in every edition."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from course.model import (
    Card,
    CardsPart,
    Field,
    Module,
    Question,
    QuestionsPart,
    TextPart,
    Worksheet,
    WorksheetsPart,
)
from scorm_builder import package
from scorm_builder.editions import EDITIONS, Edition

HUMAN_NAMES = (
    "Werkplaat 1 & 2 ~ 'versie' (définitief) #3%.pdf",
    "_klad.pdf",
    ".verborgen.png",
    "Plaat.PDF",
    "plaat.pdf",
    "bijlagen/plaat.pdf",
)

Write = Callable[[Mapping[str, bytes]], Path]


@pytest.fixture(scope="session")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    folder = tmp_path_factory.mktemp("module")
    files = {}
    for number, name in enumerate(HUMAN_NAMES):
        files[name] = folder / str(number)
        files[name].write_bytes(f"inhoud van {name}".encode())
    links = "\n".join(f"- [{name}](<{name}>)" for name in HUMAN_NAMES)
    return Module(
        id="werkpakket-9",
        title="Werken & leren <vanuit> 'de' \"bedoeling\" / 🌱",
        description="Over de bedoeling & de burger.",
        keywords=("bedoeling", "opgaven & omgeving"),
        minutes=90,
        introduction="Welkom.",
        files=MappingProxyType(files),
        parts=(
            TextPart(
                id="lezen", title="Lezen", introduction=f"![plaat](.verborgen.png)\n\n{links}"
            ),
            QuestionsPart(
                id="vragen",
                title="Vragen",
                questions=(Question("moeite", "Waar heb je moeite mee?"),),
            ),
            WorksheetsPart(
                id="platen",
                title="Platen",
                worksheets=(Worksheet("plaat", "Plaat", fields=(Field("veld", "Wat zie je?"),)),),
            ),
            CardsPart(
                id="kaarten", title="Kaarten", cards=(Card("kaart", "Kaart", "Doe.", "Denk."),)
            ),
        ),
    )


@pytest.fixture(params=list(EDITIONS.values()), ids=list(EDITIONS), scope="session")
def edition(request: pytest.FixtureRequest) -> Edition:
    assert isinstance(request.param, Edition)
    return request.param


@pytest.fixture(scope="session")
def schemas(edition: Edition) -> Path:
    folder = package.control_documents(edition)
    assert folder is not None, "set-up fetches the schemas: make set-up"
    return folder


@pytest.fixture(scope="session")
def built(
    module: Module, edition: Edition, schemas: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    target = tmp_path_factory.mktemp("built") / f"{edition.format}.zip"
    return package.build(module, edition, target, schemas).path


@pytest.fixture
def entries(built: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(built) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_package(entries: Mapping[str, bytes]) -> Path:
        path = tmp_path / "pakket.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries.items():
                archive.writestr(name, data)
        return path

    return write_package
