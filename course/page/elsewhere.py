"""A module whose questions are asked elsewhere: in the LTI tool instead of in the package."""

from dataclasses import replace

from course.model import Completion, Module, Part, QuestionsPart, TextPart
from course.page import catalogues


def without_questions(module: Module) -> Module:
    """Return the module with, in the place of its questions, where they are.

    The parts stay, with their ids, so that learners see the same order in both places. Answers do
    not count for completion where there are none to give: opening the parts does.
    """
    _ = catalogues.translations(module.language, "course.page").gettext
    where = _("You answer these questions in a separate activity on the learning platform.")
    parts = tuple(_without_questions(part, where) for part in module.parts)
    return replace(module, parts=parts, completion=Completion())


def _without_questions(part: Part, where: str) -> Part:
    if not isinstance(part, QuestionsPart) or part.follows:
        return part
    introduction = f"{part.introduction}\n\n{where}".strip()
    return TextPart(id=part.id, title=part.title, introduction=introduction)
