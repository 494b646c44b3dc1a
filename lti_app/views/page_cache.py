"""The learner's page, written once for all whose page has the same shape.

Writing the page of 17 questions costs ten times what the rest of a launch does, and two learners'
pages differ only in their texts, their secret and the nonce. So the page is written with marks in
their places, cut at the marks, and joined with what is a learner's own. The *shape* is all else:
module, language, abilities, the reader chosen at each answer, and where feedback stands.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import escape

from course.model import Module
from course.page.host import Answer, Host
from course.page.render import render

MOST_SHAPES = 64
_MARK = f"mark{secrets.token_hex(8)}x"
_STORE = '{"%s": "store"}' % _MARK  # noqa: UP031  braces
_CUT = re.compile(rf"{_MARK}([a-z]:[\w-]*)\.|({re.escape(_STORE)})")
_TEXT, _FEEDBACK, _NONCE, _WHOLE = "t:", "f:", "n:", "w:"
Shape = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The pieces between the marks, encoded, and the marks' names; "" is the store."""

    module: Module
    pieces: tuple[bytes, ...]
    marks: tuple[str, ...]


_kept: OrderedDict[Shape, _Kept] = OrderedDict()
_lock = Lock()


def write(module: Module, host: Host, locale: str) -> bytes:
    """Write what ``course.page.render.render`` writes, letter by letter, in UTF-8."""
    shape = _shape(module, host, locale)
    with _lock:
        kept = _kept.get(shape)
        if kept:
            _kept.move_to_end(shape)
    if kept is None:
        kept = _cut(module, render(module, _marked(module, host), locale))
        with _lock:
            _kept[shape] = kept
            while len(_kept) > MOST_SHAPES:
                _kept.popitem(last=False)
    return _join(kept, host)


def _shape(module: Module, host: Host, locale: str) -> Shape:
    answers = sorted(
        (name, answer.reader or "", bool(answer.feedback))
        for name, answer in host.answers.items()
        if answer.reader or answer.feedback
    )
    # `_Kept` holds the module, so its id is not given to another one while the shape is kept
    return (
        id(module),
        locale,
        host.script,
        host.can,
        host.handed_in,
        host.notice,
        host.theme.file if host.theme else None,
        bool(host.feedback),
        *answers,
    )


def _marked(module: Module, host: Host) -> Host:
    """Give the host with marks in place of what is the learner's own."""
    boxes = [question.id for question in module.questions()]
    boxes += [field.id for field in module.fields()]
    return replace(
        host,
        answers={name: _marked_answer(name, host.answers.get(name, Answer())) for name in boxes},
        feedback=_mark(_WHOLE) if host.feedback else "",
        settings={_MARK: "store"},
        nonce=_mark(_NONCE),
    )


def _marked_answer(name: str, answer: Answer) -> Answer:
    return Answer(
        text=_mark(_TEXT + name),
        reader=answer.reader,
        feedback=_mark(_FEEDBACK + name) if answer.feedback else "",
    )


def _mark(name: str) -> str:
    return f"{_MARK}{name}."


def _cut(module: Module, page: str) -> _Kept:
    pieces, marks, end = [], [], 0
    for found in _CUT.finditer(page):
        pieces.append(page[end : found.start()].encode())
        marks.append(found[1] or "")
        end = found.end()
    return _Kept(module, (*pieces, page[end:].encode()), tuple(marks))


def _join(kept: _Kept, host: Host) -> bytes:
    own = _own(host)
    written = [b""] * (2 * len(kept.marks) + 1)
    written[::2] = kept.pieces
    written[1::2] = [own.get(name, "").encode() for name in kept.marks]
    return b"".join(written)


def _own(host: Host) -> Mapping[str, str]:
    own: dict[str, Any] = {
        "": htmlsafe_json_dumps(dict(host.settings)),
        _NONCE: escape(host.nonce),
        _WHOLE: escape(host.feedback),
    }
    for name, answer in host.answers.items():
        own[_TEXT + name] = escape(answer.text)
        own[_FEEDBACK + name] = escape(answer.feedback)
    return own
