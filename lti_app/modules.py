"""The modules that this installation offers, read from WERKPAKKET_CONTENT.

A folder with a ``module.md`` is a module; the content folder itself may be one. Kept in memory and
read again when a file of the module changed; a change with a fault keeps the last good reading.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic

from course.loader import ModuleErrors, load
from course.model import Module

log = logging.getLogger(__name__)

LOOK_AGAIN = 2.0
"""Seconds between two looks at the files; a page asks far more often."""

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Stamp
    module: Module | None


class Modules:
    """The modules of one content folder; safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._kept: dict[Path, _Kept] = {}
        self._looked = -LOOK_AGAIN

    def all(self) -> tuple[Module, ...]:
        """Give every module that can be read, in the order of the folders' names."""
        with self._lock:
            if monotonic() - self._looked >= LOOK_AGAIN:
                self._look()
            return tuple(kept.module for kept in self._kept.values() if kept.module)

    def find(self, module_id: str | None) -> Module | None:
        """Find a module by its id."""
        return next((module for module in self.all() if module.id == module_id), None)

    def chosen(self, module_id: str | None) -> Module | None:
        """Choose an activity's module: the named one, else the one that is no example.

        None: the name is unknown, or several remain and an instructor must choose.
        """
        if module_id:
            return self.find(module_id)
        real = [module for module in self.all() if not module.example]
        return real[0] if len(real) == 1 else None

    def _look(self) -> None:
        self._kept = {folder: self._read(folder) for folder in _folders(self._folder)}
        self._looked = monotonic()

    def _read(self, folder: Path) -> _Kept:
        before = self._kept.get(folder)
        stamp = tuple(_stamp(folder))
        if before and before.stamp == stamp:
            return before
        try:
            return _Kept(stamp, load(folder))
        except ModuleErrors as error:
            log.error("module %s cannot be read, the last good reading stays: %s", folder, error)  # noqa: TRY400  the author's fault, no trace
            return _Kept(stamp, before.module if before else None)


def _folders(content: Path) -> Iterator[Path]:
    if (content / "module.md").is_file():
        yield content
    if content.is_dir():
        for folder in sorted(content.iterdir()):
            if (folder / "module.md").is_file():
                yield folder


def _stamp(folder: Path) -> Iterator[tuple[str, int, int]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _stamp(Path(entry.path))
        else:
            facts = entry.stat()
            yield entry.path, facts.st_mtime_ns, facts.st_size
