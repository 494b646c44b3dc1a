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
        "no_platform": _(
            "This page has no connection with the learning platform. Nothing is reported and your "
            "answers stay in this tab only. Print or download them before you leave, or open this "
            "module again from the learning platform."
        ),
        "session_over": _(
            "Your session is over. Open this module again from the learning platform. "
            "What you typed is still here."
        ),
        "closed": _(
            "You have left this module. Open it again from the learning platform to go on."
        ),
        "unreadable": _(
            "Your earlier answers could not be read. We leave them as they are until you choose."
        ),
        "not_readable_here": _(
            "Somewhere else, this answer was changed too. Choose which one stays."
        ),
        "keep_mine": _("Keep this one"),
        "keep_other": _("Use the other one"),
        "removed": _("Answer to a question that is no longer in this module"),
        "continue": _("Continue"),
        "answered": _("{n} of {total} questions answered"),
        "opened": _("{n} of {total} parts read"),
        "all_opened": _("You have read all parts."),
        "open_questions": _("You have left {n} questions open."),
        "handed_in": _("Handed in"),
        "hand_in_failed": _("Handing in did not work. Try again in a moment."),
        "copied": _("Password copied"),
        "copy_failed": _("Copying did not work. Select the password and copy it yourself."),
        "no_marks": _("You have not chosen a card for today yet."),
        "not_answered": _("Not answered"),
        "file_name": _("answers"),
    }
