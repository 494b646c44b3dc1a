"""What goes wrong in a way that a person must be told: views catch one type, `Refused`."""


class Refused(Exception):  # noqa: N818  what happened, as it reads where it is raised
    """A request that the tool does not answer as asked.

    ``sentence`` is what the user reads, in plain Dutch, and says how to go on; ``cause`` is for the
    log and names what was wrong (never a secret, never text of a learner); ``status`` is 4xx, or
    502 where a platform failed. ``heading`` opens the page.
    """

    def __init__(
        self,
        sentence: str,
        *,
        cause: str,
        status: int = 400,
        heading: str = "Dit lukt niet",
    ) -> None:
        super().__init__(cause)
        self.sentence = sentence
        self.cause = cause
        self.status = status
        self.heading = heading


class SessionOver(Refused):
    """There is no launch, or no longer, that may do what is asked."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            "Open de activiteit opnieuw vanuit het leerplatform. Wat al was opgeslagen, is er nog.",
            cause=cause,
            status=401,
            heading="Deze pagina is niet meer geopend",
        )


class RegistrationRefused(Refused):
    """A platform could not be registered; the invitation stays usable."""


class ServiceError(Exception):
    """A platform's service did not answer as it should.

    ``status`` is its HTTP status, None where no answer came; ``retry_after`` is its own wish, in
    seconds; ``body`` the beginning of its answer, for the administrator.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        body: str = "",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.body = body
