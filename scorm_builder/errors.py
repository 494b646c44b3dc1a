"""What goes wrong while packages are made; the messages are Dutch and say how to mend it."""


class ScormError(Exception):
    """The root of this package's errors; its text is meant for the user."""


class NotSetUpError(ScormError):
    """The page's style sheets or player were not made yet."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” ontbreekt in deze installatie. Draai eerst: make set-up.")
