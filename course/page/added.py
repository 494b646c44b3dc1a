"""The house styles that were added on this computer with ``werkpakket theme add``.

They lie outside the project, a folder a version: ``<folder>/<name>/<version>/``. ``name`` means the
version that was added last, ``name@version`` another.
"""

import base64
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from course.house.style import Asset, Colours, Font, HouseStyle, Logo
from course.page import house
from course.page.theme import BUILT, Theme

NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")
RECORD, SHEET = "theme.json", "theme.css"
_CLASSES = "voorbeeld-theme"


@dataclass(frozen=True, slots=True)
class Added:
    """A house style of this computer. ``again`` is the command that makes it anew."""

    name: str
    version: str
    title: str
    at: str
    """When it was added, ISO 8601."""
    again: str
    frame: str | None
    """What its sheet was finished with (:func:`frame`); None: it is finished when it is worn."""
    folder: Path

    @property
    def outdated(self) -> bool:
        """Whether it was finished with another version of the project's pages."""
        return self.frame is not None and self.frame != frame()


def folder() -> Path:
    """Give where they lie: WERKPAKKET_THEME_FOLDER, or the user's folder for data.

    XDG Base Directory Specification; elsewhere the system's own place.
    """
    chosen = os.environ.get("WERKPAKKET_THEME_FOLDER")
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = home / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "werkpakket" / "themes"


def all_added() -> list[Added]:
    """Give every version of every added house style, by name, what was added last first."""
    found = [entry for place in folder().glob(f"*/*/{RECORD}") if (entry := _entry(place.parent))]
    return sorted(sorted(found, key=lambda it: it.at, reverse=True), key=lambda it: it.name)


def find(name: str) -> Theme | None:
    """Give an added house style by ``name`` or ``name@version``; None where there is none."""
    wanted, _, version = name.partition("@")
    if not NAME.fullmatch(wanted):
        return None
    places = [place.parent for place in (folder() / wanted).glob(f"*/{RECORD}")]
    entries = [entry for place in places if (entry := _entry(place))]
    chosen = [entry for entry in entries if not version or entry.version == version]
    return _theme(max(chosen, key=lambda it: it.at)) if chosen else None


def of_file(file: str) -> Theme | None:
    """Give the added house style that a page file belongs to."""
    return next((it for it in map(_theme, all_added()) if file in it.files), None)


def keep(record: Mapping[str, Any], css: str | None = None) -> Path:
    """Keep a house style in place of the same version of it; give its folder.

    ``record`` has the fields of :class:`Added` save ``folder``, and ``house`` where there is no
    ``css``. It is kept whole or not at all. Raises OSError.
    """
    place = folder() / record["name"] / record["version"]
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".", dir=place.parent))
    if css is not None:
        (fresh / SHEET).write_text(css, encoding="utf-8")
    (fresh / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    return fresh.rename(place)


def remove(entry: Added) -> None:
    """Remove one version. Raises OSError."""
    shutil.rmtree(entry.folder)
    if not any(entry.folder.parent.iterdir()):
        entry.folder.parent.rmdir()


@cache
def frame() -> str:
    """Name what added themes are finished with; it changes when the pages do."""
    return sha256((BUILT / "frame.json").read_bytes()).hexdigest()[:16]


def packed(style: HouseStyle) -> Mapping[str, Any]:
    """Give a house style as JSON; files in base64."""
    text = json.dumps(asdict(style), default=lambda data: base64.b64encode(data).decode())
    record: Mapping[str, Any] = json.loads(text)
    return record


def _unpacked(record: Mapping[str, Any]) -> HouseStyle:
    logo = record["logo"]
    return HouseStyle(
        title=record["title"],
        light=Colours(**record["light"]),
        dark=Colours(**record["dark"]),
        logo=_logo(logo) if logo else None,
        font=_font(record["font"]),
        heading_font=_font(record["heading_font"]),
    )


def _logo(record: Mapping[str, Any]) -> Logo | None:
    picture = _asset(record["picture"])
    return Logo(picture, record["alt"], _asset(record["dark"])) if picture else None


def _font(record: Mapping[str, Any] | None) -> Font | None:
    if record is None:
        return None
    return Font(tuple(record["names"]), _asset(record["regular"]), _asset(record["bold"]))


def _asset(record: Mapping[str, Any] | None) -> Asset | None:
    return Asset(record["kind"], base64.b64decode(record["data"])) if record else None


def _entry(place: Path) -> Added | None:
    """Read a record; None where it is none: a folder that someone else put there hides nothing."""
    try:
        record = json.loads((place / RECORD).read_text(encoding="utf-8"))
        known = {name: record[name] for name in ("name", "version", "title", "at", "again")}
        return Added(**known, frame=record.get("frame"), folder=place)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _theme(entry: Added) -> Theme:
    return _read(entry, (entry.folder / RECORD).stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(entry: Added, _changed: int) -> Theme:
    if entry.frame is None:
        record = json.loads((entry.folder / RECORD).read_text(encoding="utf-8"))
        return house.theme(_unpacked(record["house"]))
    css = (entry.folder / SHEET).read_bytes()
    file = f"{entry.name}-{sha256(css).hexdigest()[:12]}.css"
    return Theme(entry.name, entry.title, _CLASSES, file, {file: css}, advice=_advice(entry))


def _advice(entry: Added) -> str:
    if not entry.outdated:
        return ""
    return (
        f"De huisstijl “{entry.name}” is afgemaakt voor een andere versie van werkpakket; er kan "
        f"iets niet goed uitzien. Maak haar opnieuw met: {entry.again}"
    )
