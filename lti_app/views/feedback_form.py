"""The form in which an instructor writes feedback, filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from babel.numbers import format_decimal

from course.model import Module
from course.page.catalogues import language
from lti_app.models import Feedback
from lti_app.services import feedback
from lti_app.services.answers import MOST_CHARACTERS, TooLongError, UnknownContentError
from lti_app.services.feedback import PointsError, SupersededError, Words
from lti_app.views.people import Say

PROBLEMS = (TooLongError, UnknownContentError, PointsError, SupersededError)
Problem = TooLongError | UnknownContentError | PointsError | SupersededError


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What stands in the form; ``problem`` why it was not kept, ``other`` what stands instead.

    ``points`` and ``most`` are as HTML writes numbers, ``maximum`` is as people do.
    """

    content_id: str
    question: str
    text: str
    points: str
    most: str
    maximum: str
    seen: str
    problem: str = ""
    other: str | None = None
    bad_points: bool = False


def opened(
    module: Module, words: Mapping[str, Feedback], content_id: str, most: float, locale: str
) -> Form:
    """Fill the form with what is kept, on the question of ``content_id`` or on the whole."""
    question = next((q for q in module.questions() if q.id == content_id), None)
    row = words.get(question.id if question else feedback.WHOLE)
    score = row.score if row else None
    return Form(
        content_id=question.id if question else feedback.WHOLE,
        question=question.text if question else "",
        text=row.text if row else "",
        points="" if score is None else f"{score:.12g}",
        most=f"{most:.12g}",
        maximum=str(format_decimal(most, "0.#########", locale=language(locale))),
        seen=feedback.version(row),
    )


def refilled(form: Form, typed: Words, problem: Problem, _: Say) -> Form:
    """Fill the form with what was typed, and say why it was not kept."""
    return replace(
        form,
        text=typed.text,
        points=typed.points,
        problem=sentence(problem, form.maximum, _),
        other=problem.text if isinstance(problem, SupersededError) else None,
        bad_points=isinstance(problem, PointsError),
    )


def sentence(problem: Problem, maximum: str, _: Say) -> str:
    """Say why feedback was not kept, and how to go on."""
    if isinstance(problem, PointsError):
        return _("The points must be a number from 0 to %(maximum)s.") % {"maximum": maximum}
    if isinstance(problem, SupersededError):
        return _(
            "Someone else changed this feedback in the meantime. Below is what stands there now. "
            "Send yours again to put it in its place."
        )
    if isinstance(problem, TooLongError):
        most = f"{MOST_CHARACTERS:,}".replace(",", ".")
        return _("The feedback is too long: %(most)s characters fit.") % {"most": most}
    return _("This question is no longer in the module.")
