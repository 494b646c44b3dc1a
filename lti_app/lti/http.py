"""Requests to platforms: with time-outs and limits, and never to where they must not go.

A platform names addresses itself, so each could point into the municipality's own network. The
guard looks at the address that a connection really goes to, after DNS, and connects to that very
address. Redirects are not followed, so that a bearer never travels along. Moodle answers 403, and
Canvas refuses, where no User-Agent is given.
"""

import ipaddress
import socket
from collections.abc import Iterable, Iterator
from http.cookiejar import DefaultCookiePolicy
from importlib.metadata import version
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.poolmanager import PoolManager

from lti_app.addresses import origin, origins
from lti_app.models import Registration

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
TOTAL_SECONDS = 20.0
MAXIMUM_BYTES = 5_000_000
"""A roster of thousands of members on one page stays below it."""


class ForbiddenAddress(requests.exceptions.RequestException):
    """An address that the tool does not connect to; the message says why."""


def check_url(url: str, *, allow_loopback: bool) -> None:
    """Refuse (ForbiddenAddress) what is not https; plain http only to loopback in the demo."""
    try:
        origin(url)
    except ValueError as error:
        raise ForbiddenAddress(str(error)) from None
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddress("an address with a user name in it")
    if parts.scheme == "http" and not (allow_loopback and _names_loopback(parts.hostname or "")):
        raise ForbiddenAddress(f"not https: {origin(url)}")


def _names_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def allowed(address: str, *, allow_loopback: bool) -> bool:
    """Tell whether the tool may connect to this IP address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or _nat64(ip)
        if inner is not None:
            return allowed(str(inner), allow_loopback=allow_loopback)
    if ip.is_loopback:
        return allow_loopback
    return ip.is_global and not ip.is_multicast


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in ipaddress.IPv6Network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


class _Guarded(HTTPConnection):
    """Resolves first, checks, and connects to what was checked."""

    allow_loopback = False

    def _new_conn(self) -> socket.socket:
        name = self._dns_host
        self._dns_host = self._checked(name)
        try:
            return super()._new_conn()
        finally:
            self._dns_host = name  # TLS and the Host header name the host, not the address

    def _checked(self, name: str) -> str:
        found = socket.getaddrinfo(name, self.port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not allowed(address, allow_loopback=self.allow_loopback):
                raise ForbiddenAddress(f"{name} leads into a private network")
        return addresses[0]


class _GuardedTls(_Guarded, HTTPSConnection):
    """The same over TLS."""


def _pools(*, allow_loopback: bool) -> dict[str, Any]:
    settings = {"allow_loopback": allow_loopback}
    plain = type("Plain", (_Guarded,), settings)
    tls = type("Tls", (_GuardedTls,), settings)
    return {
        "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": tls}),
    }


class _Adapter(HTTPAdapter):
    def __init__(self, *, allow_loopback: bool) -> None:
        self._allow_loopback = allow_loopback
        super().__init__(pool_connections=32, pool_maxsize=16)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = _pools(allow_loopback=self._allow_loopback)


class PlatformSession(requests.Session):
    """A session with the limits of this module.

    ``origins``: where it may go; None is anywhere (registration and key sets, which carry no
    bearer). Every fault is a ``requests.RequestException``.
    """

    def __init__(self, *, allow_loopback: bool, origins: frozenset[str] | None = None) -> None:
        super().__init__()
        self._allow_loopback = allow_loopback
        self._origins = origins
        self.trust_env = False  # no proxy or .netrc of the machine: the guard must see the address
        self.headers["User-Agent"] = f"werkpakket/{version('werkpakket')}"
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = _Adapter(allow_loopback=allow_loopback)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send with time-outs, without redirects, and read at most MAXIMUM_BYTES."""
        url = request.url or ""
        check_url(url, allow_loopback=self._allow_loopback)
        if self._origins is not None and origin(url) not in self._origins:
            raise ForbiddenAddress(f"{origin(url)} is not a host of this platform")
        limits = {"timeout": (CONNECT_SECONDS, READ_SECONDS), "allow_redirects": False}
        response = super().send(request, **{**kwargs, **limits, "stream": True})
        _read(response)
        return response

    def session(self, registration: Registration) -> "PlatformSession":
        """Give a session that carries bearers to this platform's own hosts alone."""
        addresses = (registration.issuer, registration.token_url, registration.authorization_url)
        return self.bound_to(origins([*addresses, *registration.service_hosts]))

    def bound_to(self, allowed_origins: Iterable[str]) -> "PlatformSession":
        """Give a session for these origins alone, over the same connections."""
        bound = PlatformSession.__new__(PlatformSession)
        bound.__dict__ = {**self.__dict__, "_origins": frozenset(allowed_origins)}
        return bound


def _read(response: requests.Response) -> None:
    ends = monotonic() + TOTAL_SECONDS
    content = bytearray()
    for piece in _as_it_comes(response):
        content += piece
        if len(content) > MAXIMUM_BYTES or monotonic() > ends:
            response.close()
            raise requests.exceptions.RequestException("the answer is too large or too slow")
    response._content = bytes(content)  # what `Response.content` itself sets
    response._content_consumed = True  # type: ignore[attr-defined]


def _as_it_comes(response: requests.Response) -> Iterator[bytes]:
    """Give what each packet brings; `iter_content` waits for a full piece, however slowly."""
    try:
        while piece := response.raw.read1(65_536, decode_content=True):
            yield piece
    except HTTPError as error:
        raise requests.exceptions.ConnectionError(str(error)) from error
