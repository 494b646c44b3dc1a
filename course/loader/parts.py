"""A file → a part of the module."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from course.loader import typed
from course.loader.body import LISTS, Block, Body, Named, Section
from course.loader.files import Files
from course.loader.ids import Noun
from course.loader.keys import Keys, advise_quotes
from course.loader.kinds import kind
from course.loader.report import Report
from course.loader.source import Source
from course.loader.video import advise_alternatives, video
from course.loader.wording import an_id, quote
from course.model import (
    Card,
    CardsPart,
    Field,
    Part,
    Question,
    QuestionsPart,
    TextPart,
    VideoPart,
    Worksheet,
    WorksheetsPart,
)

_OF_MODULE = ("language", "description", "keywords", "minutes", "completion", "readers")
_NO_MODULE = "haal dit bestand weg, of maak er een onderdeel van met alleen id, kind en title"
_TRANSCRIPT = frozenset({"transcript", "uitgeschreven tekst"})


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a part is made of; ``common`` are the fields that every part has.

    Where the kind is a guess (``sure`` is false) nothing is missed that the kind alone asks for.
    """

    keys: Keys
    body: Body
    files: Files
    common: dict[str, Any]
    sure: bool

    @property
    def may_be_empty(self) -> bool:
        return bool(self.common["follows"]) or not self.sure


def part(source: Source, files: Files, report: Report) -> Part | None:
    """Read a part; None when its settings or kind are no good. Whatever is wrong is told."""
    keys = Keys(source.front, source.tell) if source.front else None
    if keys and _is_second_module(keys):
        source.tell(1, "dit lijkt een kopie van module.md, en er kan er maar één zijn", _NO_MODULE)
        return None
    body = Body(source, report)
    files.check_texts(body.tokens, source)
    body.tell_false_headings()
    typed.check(body.tokens, source)
    if keys is None:
        return None
    common = _common(keys, source, report)
    found = kind(keys, body, source)
    if found.name is None:
        return None
    made = _MAKERS[found.name](_Draft(keys, body, files, common, found.sure))
    body.tell_stray_ids()
    return made if found.sure else None


def _is_second_module(keys: Keys) -> bool:
    return "kind" not in keys and sum(key in keys for key in _OF_MODULE) >= 2


def _common(keys: Keys, source: Source, report: Report) -> dict[str, Any]:
    title = keys.required("title", "Reflectievragen")
    advise_quotes("title", title, source.advise)
    content_id = keys.required("id", an_id(title.text))
    if content_id.text:
        report.claim(content_id.text, source.path, content_id.line)
    return {"id": content_id.text, "title": title.text, "follows": keys.flag("follows")}


def _text(draft: _Draft) -> Part:
    return TextPart(introduction=draft.body.text(draft.body.blocks), **draft.common)


def _video(draft: _Draft) -> Part:
    body = draft.body
    at = next((at for at, block in enumerate(body.blocks) if _begins_transcript(block)), None)
    transcript = "" if at is None else body.text(body.blocks[at + 1 :])
    found = video(draft.keys, draft.files, body.tell, needed=not draft.may_be_empty)
    if found:
        advise_alternatives(found, transcript, draft.keys.line_of("video"), body.source.advise)
    return VideoPart(
        introduction=body.text(body.blocks[:at]),
        transcript=transcript,
        video=found,
        **draft.common,
    )


def _begins_transcript(block: Block) -> bool:
    return block.type == "heading_open" and block.inline.strip(" :").lower() in _TRANSCRIPT


def _questions(draft: _Draft) -> Part:
    body = draft.body
    introduction, items = _split_at_list(body, body.blocks, _QUESTION, _any_list)
    items += body.false_items(_QUESTION)
    _tell_below(body, body.blocks, _QUESTION, _any_list)
    if not items and not draft.may_be_empty:
        body.tell(draft.keys.line_of("kind"), *_none(_QUESTION))
    questions = tuple(Question(item.id, item.text) for item in items)
    return QuestionsPart(introduction=introduction, questions=questions, **draft.common)


def _worksheets(draft: _Draft) -> Part:
    introduction, sections = _sections(draft, _WORKSHEET)
    worksheets = tuple(_worksheet(draft.body, section) for section in sections)
    return WorksheetsPart(introduction=introduction, worksheets=worksheets, **draft.common)


def _cards(draft: _Draft) -> Part:
    introduction, sections = _sections(draft, _CARD)
    cards = tuple(_card(draft.body, section) for section in sections)
    return CardsPart(introduction=introduction, cards=cards, **draft.common)


def _sections(draft: _Draft, noun: Noun) -> tuple[str, list[Section]]:
    before, sections = draft.body.sections(noun)
    if not sections and not draft.may_be_empty:
        draft.body.tell(draft.keys.line_of("kind"), *_none(noun))
    return draft.body.text(before), sections


def _worksheet(body: Body, section: Section) -> Worksheet:
    introduction, items = _split_at_list(body, section.blocks, _FIELD, body.has_ids)
    _tell_below(body, section.blocks, _FIELD, body.has_ids)
    fields = tuple(Field(item.id, item.text) for item in items)
    return Worksheet(section.named.id, section.named.text, introduction, fields)


def _card(body: Body, section: Section) -> Card:
    blocks = section.blocks
    at = next((at for at, block in enumerate(blocks) if _is_line(block)), len(blocks))
    front, back = body.text(blocks[:at]), body.text(blocks[at + 1 :])
    if back and not front:
        wrong = f"het kaartje {quote(section.named.text)} heeft geen voorkant"
        body.tell(blocks[at].line, wrong, "zet tekst boven de streepjes")
    return Card(section.named.id, section.named.text, front, back)


def _is_line(block: Block) -> bool:
    return block.type == "hr" and block.tokens[0].markup.startswith("-")


def _split_at_list(
    body: Body, blocks: Sequence[Block], noun: Noun, counts: Callable[[Block], bool]
) -> tuple[str, list[Named]]:
    """Give the text before the first list that counts, and the items of all that do."""
    lists = [at for at, block in enumerate(blocks) if block.type in LISTS and counts(block)]
    if not lists:
        return body.text(blocks), []
    return body.text(blocks[: lists[0]]), [
        item for at in lists for item in body.items(blocks[at], noun)
    ]


def _tell_below(
    body: Body, blocks: Sequence[Block], noun: Noun, counts: Callable[[Block], bool]
) -> None:
    """Tell of what stands below the first list that counts, and was not told of as an item."""
    listed = [block.type in LISTS and counts(block) for block in blocks]
    first = listed.index(True) if True in listed else len(blocks)
    for block, is_list in zip(blocks[first:], listed[first:], strict=True):
        if not is_list:
            body.tell_below(block, noun)


def _any_list(_: Block) -> bool:
    return True


_MAKERS: dict[str, Callable[[_Draft], Part]] = {
    "text": _text,
    "video": _video,
    "questions": _questions,
    "worksheets": _worksheets,
    "cards": _cards,
}
_QUESTION = Noun("vraag", "de vraag", "deze vraag", "-")
_FIELD = Noun("veld", "het veld", "dit veld", "-")
_WORKSHEET = Noun("werkplaat", "de werkplaat", "deze werkplaat", "##")
_CARD = Noun("kaartje", "het kaartje", "dit kaartje", "##")


def _none(noun: Noun) -> tuple[str, str]:
    example = f"“{noun.mark} {noun.word.capitalize()} {{#een-id}}”"
    mend = f"zet er minstens één in, zoals {example}, of schrijf bovenaan follows: true"
    return f"in dit onderdeel staat geen {noun.word}", mend
