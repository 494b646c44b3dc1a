"""Lists that a platform gives page by page, by ``Link: <…>; rel="next"`` (RFC 8288)."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lti_app.errors import ServiceError
from lti_app.lti.service import Service, json_of

MOST_PAGES = 200
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LINK = re.compile(rf"<([^>]*)>((?:{_QUOTED}|[^,\"<])*)")
_PARAMETER = re.compile(rf";\s*([^\s=;,]+)\s*=\s*({_QUOTED}|[^\s;,]*)")


def pages(service: Service, url: str, scope: str, accept: str) -> Iterator[object]:
    """Give the body of each page; raises ServiceError as soon as one cannot be had.

    A page that was read before ends the list: Canvas' and others' last page can name itself.
    """
    following: str | None = url
    read: set[str] = set()
    while following and following not in read:
        if len(read) == MOST_PAGES:
            raise ServiceError(f"more than {MOST_PAGES} pages at {url}")
        read.add(following)
        response = service.get(following, scope, accept)
        yield json_of(response)
        following = next_url(response.headers.get("Link"), following)


def next_url(header: str | None, base: str) -> str | None:
    """Give the address of the relation ``next``, made absolute; its letters stay as they are.

    Several links and several relations stand in one header, titles hold commas, and names of
    relations are in any case (RFC 8288, 3 and 3.3).
    """
    for link in _LINK.finditer(header or ""):
        for parameter in _PARAMETER.finditer(link[2]):
            name, relations = parameter[1].lower(), parameter[2].strip('"').lower().split()
            if name == "rel" and "next" in relations:
                return urljoin(base, str(link[1]).strip())
    return None
