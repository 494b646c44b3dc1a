"""Web addresses as platforms give them."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(512)
def origin(url: str) -> str:
    """Give scheme, host and port ("https://lms.nl", "http://localhost:8000").

    Raises ValueError where the address has no host or its port is no number.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"no web address: {url!r}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    default = {"http": 80, "https": 443}[parts.scheme]
    port = "" if parts.port in (None, default) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def origins(urls: Iterable[str | None]) -> set[str]:
    """Give the origins of those that are web addresses."""
    found = set()
    for url in urls:
        try:
            found.add(origin(url or ""))
        except ValueError:
            continue
    return found
