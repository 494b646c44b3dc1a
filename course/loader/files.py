"""Files that texts and front matter refer to: they exist, and lie inside the module folder."""

import difflib
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from course import markdown
from course.loader import media
from course.loader.keys import Value
from course.loader.report import Report, Tell
from course.loader.source import Source
from course.loader.wording import listed, quote

PICTURES = ("avif", "gif", "jpeg", "jpg", "png", "svg", "webp")
OPENED = (
    *("csv", "doc", "docx", "jpeg", "jpg", "gif", "mp3", "mp4", "odp", "ods", "odt", "pdf", "png"),
    *("ppt", "pptx", "rtf", "txt", "vtt", "webp", "xls", "xlsx", "zip"),
)
"""What a link may open: nothing that can run a script in the learning platform's own site."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a part of the module, by its id, on ``line`` of the file that ``tell`` is about."""

    id: str
    line: int
    tell: Tell


class Files:
    """The files of one folder; ``found`` maps names as written to places, ``links`` go to parts.

    ``pattern`` finds the files that messages suggest: all of a module folder, which holds nothing
    else.
    """

    def __init__(self, folder: Path, report: Report, pattern: str = "**/*") -> None:
        self.found: dict[str, Path] = {}
        self.links: list[Link] = []
        self._folder = folder
        self._pattern = pattern
        self._real = os.path.realpath(folder)
        self._report = report

    def about(self, name: str) -> Tell:
        """Give what tells of problems of a file of the module."""
        return self._report.about(str(self.found[name]))

    def is_inside(self, place: Path) -> bool:
        """Whether a place lies in the folder, also when it is a symbolic link."""
        return Path(os.path.realpath(place)).is_relative_to(self._real)

    def check_texts(self, tokens: Sequence[Token], source: Source) -> None:
        """Look up what a text points to, and advise about pictures without a description."""
        for reference in markdown.references(tokens):
            value = Value(reference.target, reference.line)
            if not reference.picture:
                self._check_link(value, source.tell)
                continue
            self.check_picture(value, source.tell)
            if not (reference.alt or "").strip():
                wrong = f"het plaatje {quote(reference.target)} heeft geen beschrijving"
                source.advise(reference.line, wrong, _DESCRIBE)

    def check_picture(self, picture: Value, tell: Tell) -> None:
        """Look up a picture."""
        if markdown.scheme(picture.text) or picture.text.startswith("//"):
            wrong = f"het plaatje {quote(picture.text)} staat niet in deze map"
            tell(picture.line, wrong, "zet het erin en schrijf alleen de bestandsnaam")
        elif self.is_outside(picture, tell):
            return
        elif _ending(picture.text) not in PICTURES:
            wrong = f"{quote(picture.text)} is geen plaatje dat elke browser toont"
            tell(picture.line, wrong, f"bewaar het als {listed(PICTURES)}")
        elif place := self.check_file(picture, tell):
            check_kind(place, picture, tell)

    def check_file(self, name: Value, tell: Tell) -> Path | None:
        """Look up a file that goes along with the module; None when there is no such file."""
        place = self.look_up(name, tell)
        if place:
            self.found[name.text] = place
        return place

    def is_outside(self, name: Value, tell: Tell) -> bool:
        """Tell of a name that leads out of the folder, whatever it leads to."""
        try:
            _refuse_outside(name.text)
        except _WrongError as wrong:
            tell(name.line, f"{quote(name.text)} {wrong.what}", wrong.mend)
            return True
        return False

    def look_up(self, name: Value, tell: Tell) -> Path | None:
        """Look up a file by the name that an author wrote; None when there is no such file."""
        try:
            return self._look_up(name.text)
        except _WrongError as wrong:
            tell(name.line, f"{quote(name.text)} {wrong.what}", wrong.mend)
            return None

    def _check_link(self, link: Value, tell: Tell) -> None:
        scheme = markdown.scheme(link.text)
        name = markdown.file_name(link.text)
        if link.text.startswith("#"):
            self.links.append(Link(link.text[1:], link.line, tell))
        elif scheme or link.text.startswith("//"):
            if scheme not in markdown.OPEN_SCHEMES:
                tell(link.line, f"het adres {quote(link.text)} kan niet", _ADDRESS)
        elif _ending(name) == "md":
            tell(link.line, f"{quote(link.text)} is zelf een onderdeel", "schrijf (#de-id-ervan)")
        else:
            self._check_opened(Value(name, link.line), tell)

    def _check_opened(self, file: Value, tell: Tell) -> None:
        place = self.check_file(file, tell)
        if place and _ending(file.text) not in OPENED:
            tell(file.line, f"een link naar {quote(file.text)} kan niet", _KINDS)
        elif place:
            check_kind(place, file, tell)

    def _look_up(self, name: str) -> Path:
        names = dict.fromkeys((name, unquote(name)))
        for candidate in names:
            _refuse_outside(candidate)
        places = [self._inside(candidate) for candidate in names]
        return next((place for place in places if place), None) or self._missing(name)

    def _inside(self, name: str) -> Path | None:
        place = self._folder / name
        if not os.path.lexists(place):
            same = self._same_letters.get(_letters(place))
            if same is None:
                return None
            place = same
        if not self.is_inside(place):
            raise _WrongError("leidt buiten deze map", "zet het bestand zelf in de map")
        if not place.is_file():
            raise _WrongError("is geen bestand", "noem een bestand in deze map")
        if not os.access(place, os.R_OK):
            raise _WrongError("kan niet worden gelezen", "kijk of je er rechten op hebt")
        return place

    def _missing(self, name: str) -> Path:
        wanted = unquote(name)
        same = next((other for other in self._names if other.lower() == wanted.lower()), None)
        if same:
            raise _WrongError(
                f"bestaat niet, wel {quote(same)}", "neem de hoofdletters precies over"
            )
        near = difflib.get_close_matches(wanted, self._names, n=1, cutoff=0.6)
        mend = f"bedoel je {quote(near[0])}?" if near else "zet het erin of verbeter de naam"
        raise _WrongError("bestaat niet in deze map", mend)

    @cached_property
    def _names(self) -> list[str]:
        return [place.relative_to(self._folder).as_posix() for place in self._places]

    @cached_property
    def _same_letters(self) -> dict[str, Path]:
        return {_letters(place): place for place in self._places}

    @cached_property
    def _places(self) -> list[Path]:
        return [place for place in sorted(self._folder.glob(self._pattern)) if place.is_file()]


def check_kind(place: Path, name: Value, tell: Tell) -> bool:
    """Tell of a picture, film or font that is not what its name says; whether all is well."""
    kind = _ending(name.text)
    wrong = media.fault(place, kind)
    if wrong:
        mend = f"open het en bewaar het als {kind}" if "al heet" in wrong else "bewaar het als png"
        tell(name.line, f"{quote(name.text)} {wrong}", mend)
    return wrong is None


class _WrongError(Exception):
    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def _refuse_outside(name: str) -> None:
    if "\\" in name:
        raise _WrongError("heeft een \\ in de naam", "schrijf / tussen map en bestand")
    if name.startswith("/") or re.match("[A-Za-z]:", name):
        raise _WrongError("is een plek op één computer", _JUST_NAME)
    if ".." in name.split("/"):
        raise _WrongError("leidt buiten deze map", _JUST_NAME)
    if "\0" in name or not name.strip():
        raise _WrongError("is geen bestandsnaam", _JUST_NAME)


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _letters(place: Path) -> str:
    # macOS writes é as two characters into the names of a zip.
    return unicodedata.normalize("NFC", str(place))


_JUST_NAME = "zet het bestand in deze map en schrijf alleen de naam"
_ADDRESS = (
    "een link begint met https://, http://, mailto: of tel:, of gaat naar een onderdeel (#de-id) "
    "of een bestand in deze map"
)
_KINDS = f"maak er een PDF of zip van; een link opent {listed(OPENED)}"
_DESCRIBE = (
    "schrijf tussen de rechte haken wat erop staat. Is het alleen versiering? Dan is het goed zo"
)
"""WCAG 2.2, success criterion 1.1.1."""
