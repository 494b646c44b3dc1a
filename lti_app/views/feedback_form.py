"""The form in which an instructor writes feedback, filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from babel.numbers import format_decimal

from course.model import Module
from course.page.catalogues import language
from lti_app.models import Feedback
from lti_app.services import feedback
from lti_app.services.answers import MOST_CHARACTERS, TooLongError, UnknownContentError
from lti_app.services.feedback import (
    EmptyError,
    Given,
    PointsError,
    SupersededError,
    Words,
)
from lti_app.views.people import Say

PROBLEMS = (TooLongError, UnknownContentError, PointsError, SupersededError, EmptyError)
Problem = TooLongError | UnknownContentError | PointsError | SupersededError | EmptyError


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What stands in the form; numbers are as people write them.

    ``problem`` says why it was not kept, ``field`` the name of the field to mend, ``wrong`` whether
    that holds what cannot be, ``other`` what someone else wrote in the meantime.
    """

    content_id: str
    question: str
    text: str
    points: str
    maximum: str
    seen: str
    problem: str = ""
    field: str = ""
    wrong: bool = False
    other: str | None = None


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
        points="" if score is None else _number(score, locale),
        maximum=_number(most, locale),
        seen=feedback.version(row),
    )


def refilled(form: Form, typed: Words, problem: Problem, _: Say) -> Form:
    """Fill the form with what was typed, and say why it was not kept."""
    return replace(
        form,
        text=typed.text,
        points=typed.points,
        problem=sentence(problem, form.maximum, _),
        field="points" if isinstance(problem, PointsError) else "feedback",
        wrong=isinstance(problem, PointsError | TooLongError),
        other=problem.text if isinstance(problem, SupersededError) else None,
    )


def told(form: Form) -> dict[str, object]:
    """Give what the page's script shows of a form that was not kept."""
    names = ("problem", "field", "wrong", "other", "seen")
    return {name: getattr(form, name) for name in names}


def done(given: str | None, _: Say) -> str:
    """Say what sending the form did; empty for nothing."""
    said = {
        Given.WORDS: _("The feedback is saved. The participant sees it in the activity."),
        Given.CLEARED: _("The feedback is removed. The participant no longer sees it."),
        Given.POINTS: _("The points are saved."),
    }
    return next((text for what, text in said.items() if what == given), "")


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
    if isinstance(problem, EmptyError):
        return _("There is nothing to send yet. Write your feedback first.")
    return _("This question is no longer in the module.")


def _number(number: float, locale: str) -> str:
    return str(format_decimal(number, "0.#########", locale=language(locale)))
