"""A platform's services over real HTTP, which a test makes answer as it likes.

It keeps every request. Scores, line items and members are answered as a plain platform would,
unless ``answer`` holds something else for that method and path, or ``on_score`` for that learner.
"""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"


@dataclass
class Reply:
    """One answer; ``body`` is sent as it is, anything but text or bytes as JSON."""

    status: int = 200
    body: Any = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


@dataclass
class Asked:
    """One request."""

    method: str
    address: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Platform:
    """The double; ``url`` is its address."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.answer: dict[tuple[str, str], deque[Reply]] = defaultdict(deque)
        self.on_score: Callable[[Any], Reply | None] = lambda _score: None
        self.scores: dict[tuple[str, str], dict[str, Any]] = {}
        self.line_items: list[dict[str, Any]] = []
        self.maximum: Any = 100
        self.tokens = 0
        self.lock = Lock()

    def posts(self, path: str = "/scores") -> list[Asked]:
        return [a for a in self.asked if a.method == "POST" and a.path.endswith(path)]

    def reply(self, asked: Asked) -> Reply:
        queue = self.answer.get((asked.method, asked.path))
        if queue:
            return queue.popleft()
        kinds = {
            "token": self._token,
            "scores": self._score,
            "lineitems": self._line_items,
            "results": self._results,
        }
        return kinds.get(asked.path.rsplit("/", 1)[1], self._line_item)(asked)

    def _token(self, _asked: Asked) -> Reply:
        self.tokens += 1
        token = {"access_token": f"token-{self.tokens}", "expires_in": 3600}
        return Reply(200, {**token, "token_type": "Bearer"})

    def _line_item(self, asked: Asked) -> Reply:
        if not asked.path.startswith("/lineitem/"):
            return Reply(404)
        return Reply(200, {"id": self.url + asked.path, "scoreMaximum": self.maximum})

    def _score(self, asked: Asked) -> Reply:
        special = self.on_score(asked.json)
        if special is not None:
            return special
        key = (asked.path, asked.json["userId"])
        before = self.scores.get(key)
        if before and before["timestamp"][:19] >= asked.json["timestamp"][:19]:
            return Reply(409)
        self.scores[key] = asked.json
        return Reply(200, {})

    def _results(self, asked: Asked) -> Reply:
        path, (user,) = asked.path.replace("/results", "/scores"), asked.query["user_id"]
        score = self.scores.get((path, user), {})
        told = {"userId": user, "resultScore": score.get("scoreGiven")}
        told |= {"resultMaximum": score.get("scoreMaximum"), "comment": score.get("comment")}
        return Reply(200, [told])

    def _line_items(self, asked: Asked) -> Reply:
        if asked.method == "GET":
            wanted = {name: values[0] for name, values in asked.query.items()}
            names = {"resource_link_id": "resourceLinkId", "tag": "tag"}
            fits = (
                item
                for item in self.line_items
                if all(item.get(names[name]) == value for name, value in wanted.items())
            )
            return Reply(200, list(fits))
        item = {**asked.json, "id": f"{self.url}/lineitem/{len(self.line_items) + 1}"}
        self.line_items.append(item)
        return Reply(201, item)


@contextmanager
def running() -> Iterator[Platform]:
    """Serve a platform on a free port of this machine."""
    platform = Platform()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            query = parse_qs(parts.query)
            asked = Asked(self.command, self.path, parts.path, query, dict(self.headers), body)
            with platform.lock:
                platform.asked.append(asked)
                reply = platform.reply(asked)
            sleep(reply.wait)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
            if reply.status != 204:
                self.wfile.write(reply.content)

        do_GET = do_POST = do_PUT = answer  # noqa: N815

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    platform.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
