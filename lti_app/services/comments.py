"""The comment in the gradebook: answers and feedback as plain text.

It is written anew from what the tool holds each time, never from what a platform gives back, so
nothing is escaped twice and no line is lost on the way.
"""

import re
from collections.abc import Callable, Mapping

from course.model import Module
from course.page.catalogues import translations

MOST_BYTES = 60_000
"""Canvas takes 65,535 characters, Moodle and MySQL ``TEXT`` columns 65,535 bytes of UTF-8."""

LEAST = 100
"""So much of each text stands in any case."""


def write(module: Module | None, answers: Mapping[str, str], feedback: Mapping[str, str]) -> str:
    """Write the answers that the instructor may read, and the feedback, by question.

    ``answers`` and ``feedback`` map content ids to texts; feedback on the whole has the id "".
    Newlines are LF. Where it would grow past what platforms take, the longest texts are shortened,
    and say so.
    """
    _ = translations(module.language if module else None, "lti_app").gettext
    longest = _longest(answers, feedback)
    whole = _compose(module, answers, feedback, _, longest)
    while len(whole.encode()) > MOST_BYTES and longest > LEAST:
        longest = longest * 3 // 4
        whole = _compose(module, answers, feedback, _, longest)
    return whole


def shorten(text: str, most: int, note: str) -> str:
    """Give at most ``most`` characters of ``text``, cut at white space, followed by ``note``."""
    if len(text) <= most:
        return text
    cut = re.match(r".*\s", text[:most], re.DOTALL)
    return f"{(cut[0] if cut else text[:most]).rstrip()} {note}"


def plain(text: str) -> str:
    """Give ``text`` with LF for every kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _compose(
    module: Module | None,
    answers: Mapping[str, str],
    feedback: Mapping[str, str],
    _: Callable[[str], str],
    longest: int,
) -> str:
    heading, note = _("Feedback"), _("[shortened; the whole text stands in the activity]")

    def whole_or_short(text: str) -> str:
        return shorten(plain(text), longest, note)

    blocks = []
    if feedback.get(""):
        blocks.append(f"{heading}:\n{whole_or_short(feedback[''])}")
    for content_id, question in _questions(module, answers, feedback):
        lines = [question]
        if content_id in answers:
            lines.append(whole_or_short(answers[content_id]))
        if feedback.get(content_id):
            lines.append(f"{heading}:\n{whole_or_short(feedback[content_id])}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _questions(
    module: Module | None, answers: Mapping[str, str], feedback: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Give what has a text, in the module's order; then what the module no longer asks."""
    asked = [(q.id, q.text) for q in module.questions()] if module else []
    known = {content_id for content_id, _ in asked}
    gone = sorted({*answers, *feedback} - known - {""})
    pairs = [*asked, *((content_id, content_id) for content_id in gone)]
    return [(key, text) for key, text in pairs if key in answers or feedback.get(key)]


def _longest(*texts: Mapping[str, str]) -> int:
    return max((len(text) for group in texts for text in group.values()), default=0)
