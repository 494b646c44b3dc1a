"""How requests of tools fail."""


class ServiceError(Exception):
    """A tool's request is refused; ``code`` as in OAuth 2.0 (RFC 6749, 5.2) where one is fit."""

    def __init__(self, status: int, text: str, code: str = "invalid_request") -> None:
        super().__init__(text)
        self.status = status
        self.code = code
