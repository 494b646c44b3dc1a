"""Makes a package of a module: one zip with one SCO."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from course.model import Module
from course.page import themes
from course.page.host import Can, Host
from course.page.render import render
from scorm_builder import archive, names
from scorm_builder.archive import Content
from scorm_builder.editions import Edition
from scorm_builder.errors import NotSetUpError
from scorm_builder.manifest import NAME, manifest

LAUNCH = "index.html"
PLAYER = "package.js"
CODER = "coder.js"

_CAN = Can(close=True, print=True, download=True, report_to_platform=True)
_LOM = Path(__file__).parent / "lom"


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was written: ``size`` in bytes, ``files`` with the manifest."""

    path: Path
    size: int
    files: int


def build(module: Module, edition: Edition, target: Path, schemas: Path | None) -> Package:
    """Write the package of ``module`` to ``target``, whole or not at all.

    ``schemas`` is the folder of :func:`control_documents`, None to leave those out. Raises OSError
    when a file cannot be read or written, NotSetUpError when the player is not there.
    """
    entries: dict[str, Content] = {
        **_page(module, edition),
        **_files(module),
        **_schemas(edition, schemas),
    }
    entries[NAME] = manifest(
        module, edition, launch=LAUNCH, files=sorted(entries), schemas=schemas is not None
    )
    with _whole(target) as file:
        archive.write(file, entries)
    return Package(target, target.stat().st_size, len(entries))


def control_documents(edition: Edition) -> Path | None:
    """Return the folder of the edition's schemas, None when set-up did not fetch them.

    They lie in the environment, not in the project: IMS asks whoever distributes them to register.
    """
    folder = Path(sys.prefix) / "share" / "werkpakket" / "schemas" / edition.control_documents
    return folder if folder.is_dir() else None


def _page(module: Module, edition: Edition) -> Mapping[str, Content]:
    """Return the page and, by the names it asked for, what it is made of."""
    theme = themes.find(module.theme)
    parts: dict[str, Content] = dict(theme.files)

    def page_url(name: str) -> str:
        content = themes.content(name, theme)
        if content is None:
            raise NotSetUpError(name)
        parts[name] = content
        return quote(name)

    host = Host(
        file_url=lambda name: quote(names.package_name(name)),
        page_url=page_url,
        script=PLAYER,
        can=_CAN,
        settings={"kind": "scorm", "edition": edition.format, "coder": page_url(CODER)},
        theme=theme,
    )
    return {LAUNCH: render(module, host).encode(), **parts}


def _files(module: Module) -> Mapping[str, Content]:
    return {names.package_name(name): place for name, place in module.files.items()}


def _schemas(edition: Edition, folder: Path | None) -> Mapping[str, Content]:
    if folder is None:
        return {}
    roots = [folder, *([_LOM] if edition.lom_schemas else [])]
    return {
        place.relative_to(root).as_posix(): place
        for root in roots
        for pattern in ("*.xsd", "*.dtd")
        for place in root.rglob(pattern)
    }


@contextmanager
def _whole(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside ``target`` that takes its place only when all went well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
