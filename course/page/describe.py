"""What the templates say about a module: kinds of parts, what awaits, who reads an answer."""

from collections.abc import Mapping
from gettext import NullTranslations
from types import MappingProxyType

from course.model import (
    CardsPart,
    Module,
    Part,
    QuestionsPart,
    Reader,
    TextPart,
    VideoPart,
    Vimeo,
    WorksheetsPart,
)

KINDS: Mapping[type[Part], str] = MappingProxyType(
    {
        TextPart: "text",
        VideoPart: "video",
        QuestionsPart: "questions",
        CardsPart: "cards",
        WorksheetsPart: "worksheets",
    }
)


def kind(part: Part) -> str:
    """Name the kind of a part, as in its front matter."""
    return KINDS[type(part)]


def player_address(video: Vimeo) -> str:
    """Give the address of Vimeo's player, asked not to track (``dnt``)."""
    unlisted = f"h={video.hash}&" if video.hash else ""
    return f"https://player.vimeo.com/video/{video.number}?{unlisted}dnt=1&autoplay=1"


def summary(part: Part, texts: NullTranslations) -> str:
    """Say in a few words what a part asks of the learner."""
    match part:
        case VideoPart():
            return texts.gettext("A video to watch")
        case QuestionsPart(questions=items):
            text = texts.ngettext(
                "%(num)d question to answer", "%(num)d questions to answer", len(items)
            )
        case CardsPart(cards=items) if items:
            text = texts.ngettext("%(num)d card to use", "%(num)d cards to use", len(items))
        case CardsPart():
            return texts.gettext("Cards to use")
        case WorksheetsPart(worksheets=items) if items:
            text = texts.ngettext(
                "%(num)d worksheet to fill in", "%(num)d worksheets to fill in", len(items)
            )
        case WorksheetsPart():
            return texts.gettext("Worksheets to fill in")
        case _:
            return texts.gettext("A text to read")
    return text % {"num": len(items)}


def reader_label(reader: Reader, texts: NullTranslations) -> str:
    """Name who reads an answer, as the learner chooses it."""
    return {
        Reader.SELF: texts.gettext("Only me"),
        Reader.INSTRUCTOR: texts.gettext("My instructor"),
        Reader.GROUP: texts.gettext("Anonymous in the group"),
    }[reader]


def reader_meaning(reader: Reader, texts: NullTranslations) -> str:
    """Say what the choice of a reader means, honestly."""
    return {
        Reader.SELF: texts.gettext("no one else reads your answer here."),
        Reader.INSTRUCTOR: texts.gettext(
            "the instructors of this course read your answer, with your name."
        ),
        Reader.GROUP: texts.gettext(
            "the instructors read your answer among the group's, without your name, only when at "
            "least 5 people have chosen this."
        ),
    }[reader]


def readers_begin(module: Module, texts: NullTranslations) -> str:
    """Say who reads an answer before the learner chooses."""
    label = reader_label(module.readers.default, texts)
    return texts.gettext(
        "An answer starts at “%(reader)s”. You choose at each answer who reads it."
    ) % {"reader": label}
