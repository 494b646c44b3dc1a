"""What the player says: the ``texts`` of the page's JSON, from the catalogue of its language.

``{name}`` in a text is filled in by the player.
"""

from collections.abc import Mapping
from gettext import NullTranslations


def player_texts(translations: NullTranslations) -> Mapping[str, str]:
    """Give the player's texts by key."""
    _ = translations.gettext
    return {
        "saved": _("Saved"),
        "saving": _("Saving"),
        "not_saved": _(
            "Your answers could not be saved. Keep this page open; we keep trying. "
            "Copy your text if you have to leave now."
        ),
        "not_saved_platform": _(
            "The learning platform does not save your answers now. They are on this computer, and "
            "we keep trying. Download your answers if you want to go on elsewhere."
        ),
        "not_kept_here": _(
            "The learning platform does not save your answers now, and this browser keeps nothing "
            "either. Keep this page open; we keep trying. Download your answers to be sure."
        ),
        "no_platform": _(
            "This page has no connection with the learning platform. Nothing is reported and your "
            "answers stay in this tab only. Print or download them before you leave, or open this "
            "module again from the learning platform."
        ),
        "browse": _(
            "You are looking at this module without taking it. Nothing is reported and your "
            "answers stay in this tab only. Print or download them before you leave."
        ),
        "ended": _(
            "The learning platform has closed this module. Nothing is reported now. Open the "
            "module again from the learning platform. What you type stays in this browser until "
            "then."
        ),
        "session_over": _(
            "Your session is over. Open this module again from the learning platform. "
            "What you typed is still here."
        ),
        "closed": _(
            "You have left this module. Open it again from the learning platform to go on."
        ),
        "video_coming": _("The video is coming …"),
        "unreadable": _(
            "Your earlier answers could not be read. We leave them as they are. What you type "
            "now stays on this computer. Tell whoever manages the learning platform, or start "
            "again without your earlier answers."
        ),
        "start_again": _("Start again"),
        "full": _(
            "The learning platform has no room for everything. Answers of which you find the "
            "latest text on this computer only: {n} ({questions}). Download your answers, or make "
            "an answer shorter."
        ),
        "long": _(
            "You have written a lot. Leave by “Save and close”, so that all of it comes along."
        ),
        "room": _("The learning platform has room for about {n} more characters."),
        "contested": _("This was changed somewhere else too: {questions}"),
        "choose": _("Choose which text stays"),
        "changed_elsewhere": _(
            "Somewhere else, this answer was changed too. Choose which one stays."
        ),
        "keep_mine": _("Keep this one"),
        "keep_other": _("Use the other one"),
        "keep_both": _("Keep both"),
        "removed": _("Answer to a question that is no longer in this module"),
        "continue": _("Continue"),
        "new": _("new"),
        "answered": _("{n} of {total} questions answered"),
        "opened": _("{n} of {total} parts read"),
        "all_opened": _("You have read all parts."),
        "open_questions": _("You have left {n} questions open."),
        "handed_in": _("Handed in"),
        "too_long": _(
            "An answer is too long to save: {question}. At most {most} characters fit, this one "
            "has {n}. Make it shorter. Your text is still on this page."
        ),
        "hand_in_failed": _("Handing in did not work. Try again in a moment."),
        "copied": _("Password copied"),
        "copy_failed": _("Copying did not work. Select the password and copy it yourself."),
        "no_marks": _("You have not chosen a card for today yet."),
        "not_answered": _("Not answered"),
        "file_name": _("answers"),
    }
