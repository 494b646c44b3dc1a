"""What the host of a page (a package, the LTI tool, paper) gives to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from course.page.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Can:
    """What a host can do. What it cannot do is not on the page at all."""

    choose_reader: bool = False
    """The learner chooses at each answer who reads it."""
    hand_in: bool = False
    """Answers are handed in, and the page says so."""
    feedback: bool = False
    """An instructor's feedback stands under the answers."""
    close: bool = False
    """"Opslaan en afsluiten": the host's window can be left by a button."""
    print: bool = False
    """"Antwoorden afdrukken"."""
    download: bool = False
    """"Antwoorden downloaden"."""
    report_to_platform: bool = False
    """Whoever manages the learning platform can read the answers; the page says so first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the host already holds of one answer when it writes the page; all plain text."""

    text: str = ""
    reader: str | None = None
    revision: int = 0
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The host of one page.

    ``file_url`` addresses a file of the module by the name written in its texts; ``page_url``
    addresses a file of the page itself (style sheet, player) by its name in ``course/page/built``.
    ``script`` is the name of the player's bundle there, None on paper. ``settings`` is JSON for
    the player's store and means nothing to the templates. ``nonce`` is that of the host's Content
    Security Policy, if it has one. ``answers`` maps content ids to what the host holds already.
    """

    file_url: Callable[[str], str]
    page_url: Callable[[str], str]
    script: str | None
    can: Can
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    handed_in: bool = False
    feedback: str = ""
    """An instructor's words on the whole; those on one answer stand in ``answers``."""
    notice: str = ""
    """What whoever reads this page must know first, in one sentence."""
    nonce: str | None = None
    theme: Theme | None = None
    """The house style to wear, where that is not the module's own."""
