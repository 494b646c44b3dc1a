"""The module as a learner gets it: frozen, typed data that knows no file format and no host.

A *module* is one piece of learning material; it has *parts* in a fixed order. Everything that a
learner can answer, tick or open has a *content id*: it stays the same when text or order change,
because the answers in learning platforms hang on it. Content ids are unique within a module and
match :data:`CONTENT_ID`; that makes them valid as an XML ID, as a SCORM 1.2 ``CMIIdentifier``
(run-time environment 3.4.1) and in Moodle's ``[\\w.-]``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from course.house.style import HouseStyle

CONTENT_ID = r"[A-Za-z][A-Za-z0-9_-]{0,63}"

PAGE_IDS = frozenset({"alert", "status", "werkpakket"})
"""What the page names itself; no content id may be one of these. Others begin with ``_``."""

TITLE_LIMIT = 200
"""Characters of the module's title that lists of platforms hold, the least they must in SCORM 2004.

Source: SCORM 2004 CAM, chapter 3, the titles of organizations and items.
"""


class Reader(StrEnum):
    """Who reads an answer, chosen by the learner at that answer."""

    SELF = "self"
    INSTRUCTOR = "instructor"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Readers:
    """The choice that a module allows; ``default`` is one of ``allowed``."""

    allowed: tuple[Reader, ...] = tuple(Reader)
    default: Reader = Reader.INSTRUCTOR


@dataclass(frozen=True, slots=True)
class Completion:
    """When the module is completed.

    ``answered`` is None: every counted part was opened. A number: so many questions have a text.
    """

    answered: int | None = None


@dataclass(frozen=True, slots=True)
class Vimeo:
    """A video at Vimeo.

    ``url`` is the address as the author wrote it; ``hash`` is the second number of an unlisted
    video's address; ``poster`` names a picture of the module.
    """

    url: str
    number: str
    hash: str | None = None
    password: str | None = None
    poster: str | None = None


@dataclass(frozen=True, slots=True)
class LocalVideo:
    """A video file of the module; all are names relative to the module folder."""

    file: str
    captions: str | None = None
    poster: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One reflection question; ``text`` is plain text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A think-and-do card. ``front`` and ``back`` are Markdown; no front: still to come."""

    id: str
    title: str
    front: str = ""
    back: str = ""

    @property
    def follows(self) -> bool:
        """Whether the card is announced but not there yet."""
        return not self.front


@dataclass(frozen=True, slots=True)
class Field:
    """A box of a worksheet that the learner fills in, for the learner alone; plain-text label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet to work on alone or together. ``introduction`` is Markdown."""

    id: str
    title: str
    introduction: str = ""
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What every part has. ``introduction`` is Markdown; ``follows``: announced, to come later."""

    id: str
    title: str
    introduction: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart(Part):
    """A text to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoPart(Part):
    """A video. ``transcript`` is Markdown. ``video`` is None only when the part follows."""

    video: Vimeo | LocalVideo | None = None
    transcript: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPart(Part):
    """Reflection questions, answered in free text."""

    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPart(Part):
    """Think-and-do cards."""

    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetsPart(Part):
    """Worksheets."""

    worksheets: tuple[Worksheet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A whole module.

    ``introduction`` is Markdown; ``language`` a BCP 47 tag; ``minutes`` the typical time to take
    it; ``theme`` a house style, or the name of one; ``example`` marks what is only there to show
    the possibilities. ``files`` maps each file that texts and videos refer to, by the name written
    there, to its place on disk, inside the module folder.
    """

    id: str
    title: str
    language: str = "nl"
    description: str = ""
    keywords: tuple[str, ...] = ()
    minutes: int | None = None
    introduction: str = ""
    completion: Completion = Completion()
    readers: Readers = Readers()
    theme: str | HouseStyle | None = None
    example: bool = False
    parts: tuple[Part, ...] = ()
    files: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def counted_parts(self) -> tuple[Part, ...]:
        """The parts that completion looks at: those that are there."""
        return tuple(part for part in self.parts if not part.follows)

    def questions(self) -> Iterator[Question]:
        """Every question, in the order of the module."""
        for part in self.parts:
            if isinstance(part, QuestionsPart):
                yield from part.questions

    def fields(self) -> Iterator[Field]:
        """Every field of every worksheet, in the order of the module."""
        for part in self.parts:
            if isinstance(part, WorksheetsPart):
                for worksheet in part.worksheets:
                    yield from worksheet.fields

    def cards(self) -> Iterator[Card]:
        """Every card, in the order of the module."""
        for part in self.parts:
            if isinstance(part, CardsPart):
                yield from part.cards
