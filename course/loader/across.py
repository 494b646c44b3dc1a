"""What one file says of others: links to parts, and how many answers complete the module."""

from collections.abc import Sequence

from course.loader.files import Link
from course.loader.glimpse import Glimpse
from course.loader.source import Source
from course.loader.wording import listed, quote
from course.model import Completion, Part, QuestionsPart


def check_links(links: Sequence[Link], parts: Sequence[Part], unread: Sequence[Glimpse]) -> None:
    """Tell of every link to a part that is not there, nor in a file that could not be read."""
    ids = [part.id for part in parts]
    for link in links:
        if link.id in ids or any(it.may_be(link.id) for it in unread):
            continue
        mend = f"kies uit: {listed(ids)}" if ids else "neem de id die bovenaan een onderdeel staat"
        link.tell(link.line, f"er is geen onderdeel met de id {quote(link.id)}", mend)


def check_completion(
    completion: Completion, parts: Sequence[Part], unread: Sequence[Glimpse], own: Source
) -> None:
    """Tell when more answers are asked for than there can be questions."""
    counted = (it for it in parts if isinstance(it, QuestionsPart) and not it.follows)
    there = sum(len(part.questions) for part in counted)
    most = there + sum(it.questions for it in unread)
    wanted = completion.answered
    if wanted and wanted > most:
        about = "" if most == there else "hoogstens "
        wrong = f"“answered” is {wanted}, maar er zijn {about}{most} vragen"
        mend = f"kies een getal van 1 tot en met {most}" if most else "schrijf completion: opened"
        own.tell(own.line_of("completion"), wrong, mend)
