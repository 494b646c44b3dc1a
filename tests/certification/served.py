"""A small HTTP server of a test's own, which keeps what it was asked."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What is answered after ``wait`` seconds; with ``drip`` so many seconds after each byte.

    Status 0 hangs up without a word; a Content-Length of its own may promise more than comes.
    """

    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0
    drip: float = 0


class Site(Protocol):
    url: str

    def reply(self, asked: Asked) -> Reply: ...


@contextmanager
def served(site: Site) -> Iterator[None]:
    """Serve a site on a free port of this machine; sets its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            address = urlsplit(self.path)
            query = dict(parse_qsl(address.query))
            asked = Asked(self.command, address.path, dict(self.headers), body, query)
            reply = site.reply(asked)
            content = reply.body.encode()
            time.sleep(reply.wait)
            if not reply.status:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(content)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have given up
                self.write(content, reply.drip)

        def write(self, content: bytes, drip: float) -> None:
            size = 1 if drip else max(1, len(content))
            for start in range(0, len(content), size):
                self.wfile.write(content[start : start + size])
                time.sleep(drip)

        do_GET = do_POST = answer  # noqa: N815

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
