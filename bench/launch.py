"""What a launch costs: login, launch and the page, against a bare tool on pylti1p3.

Run: ``.venv/bin/python bench/launch.py [launches]``. Both run under gunicorn with one worker of
eight threads, one after the other, in turns; CPU is that of the whole process tree, from /proc. The
platform signs in this process, so its cost is not counted. Our figure includes the real page with
17 questions, at an address of its own, and all checks. The bare tool's page is one word: in the
answer to the launch, or ("303") at an address of its own too.
"""

import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from jwt.algorithms import RSAAlgorithm

ROOT = Path(__file__).resolve().parents[1]
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
KEY = generate_private_key(public_exponent=65537, key_size=2048)
TICK = os.sysconf("SC_CLK_TCK")
WARM_UP = 60
PEOPLE = 30


class Platform(BaseHTTPRequestHandler):
    """Key set, configuration and registration."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with what the path asks for."""
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        url = f"http://127.0.0.1:{self.server.server_address[1]}"
        names = {"authorization": "auth", "registration": "register", "token": "token"}
        bodies = {
            "/jwks": {"keys": [{**RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True),
                                "kid": "k", "alg": "RS256"}]},
            "/register": {"client_id": "client-1"},
            "/openid": {"issuer": url, "jwks_uri": f"{url}/jwks",
                        **{f"{name}_endpoint": f"{url}/{path}" for name, path in names.items()}},
        }  # fmt: skip
        content = json.dumps(bodies[urlsplit(self.path).path]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def platform() -> Iterator[str]:
    """Serve the platform."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@contextmanager
def program(command: list[str], folder: Path, **environment: str) -> Iterator[int]:
    """Run a tool; give its process id."""
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log
        )
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def free_port() -> int:
    """Find a port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tree(pid: int) -> list[int]:
    """Give a process and all below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in tree(int(child)))]


def cpu(pid: int) -> float:
    """Give the CPU seconds of a process tree."""
    total = 0
    for one in tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        total += sum(map(int, fields[11:15]))
    return total / TICK


def memory(pid: int) -> dict[str, float]:
    """Give the memory of a process tree in MB: its own share (PSS) and all it maps (RSS)."""
    found = {"Pss": 0, "Rss": 0}
    for one in tree(pid):
        text = Path(f"/proc/{one}/smaps_rollup").read_text()
        for name in found:
            match = re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)
            found[name] += int(match[1]) if match else 0
    return {name: value / 1024 for name, value in found.items()}


class Driver:
    """One browser after the other, over one connection."""

    def __init__(self, port: int, issuer: str) -> None:
        self._port = port
        self._issuer = issuer
        self._connection = http.client.HTTPConnection("127.0.0.1", port)

    def launch(self, number: int) -> float:
        """Launch once; give the seconds that the tool took."""
        url = f"http://127.0.0.1:{self._port}"
        parameters = {
            "iss": self._issuer,
            "client_id": "client-1",
            "login_hint": str(number),
            "target_link_uri": f"{url}/lti/launch",
            "lti_message_hint": "h" * 60,
        }
        began = time.perf_counter()
        status, headers, _ = self._send("GET", f"/lti/login?{urlencode(parameters)}")
        assert status == 302, status
        asked = parse_qs(urlsplit(headers["Location"]).query)
        cookies = _cookies(headers)
        signing = time.perf_counter()
        form = {"id_token": self._token(number, asked["nonce"][0], url), "state": asked["state"][0]}
        signed = time.perf_counter() - signing
        headers_sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        status, headers, body = self._send("POST", "/lti/launch", urlencode(form), headers_sent)
        while status == 303:
            sent = {"Cookie": _cookies(headers)}
            status, headers, body = self._send("GET", headers["Location"], None, sent)
        assert status == 200, (status, body[:2000])
        return time.perf_counter() - began - signed

    def _send(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        self._connection.request(method, path, body, headers or {})
        response = self._connection.getresponse()
        return response.status, response.headers, response.read()

    def _token(self, number: int, nonce: str, url: str) -> str:
        now = int(time.time())
        person = number % PEOPLE
        claims = {
            "iss": self._issuer, "aud": "client-1", "sub": f"persoon-{person}", "iat": now,
            "exp": now + 60, "nonce": nonce, "name": f"Deelnemer {person}",
            "email": f"deelnemer-{person}@voorbeeld.nl",
            f"{LTI}version": "1.3.0",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}deployment_id": "1",
            f"{LTI}target_link_uri": f"{url}/lti/launch",
            f"{LTI}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
            f"{LTI}resource_link": {"id": "link-1", "title": "Reflectievragen"},
            f"{LTI}context": {"id": "cursus-1", "title": "Cursus", "label": "C1", "type": ["x"]},
            f"{LTI}custom": {"module": "werkpakket-1"},
            f"{LTI}launch_presentation": {"locale": "nl", "return_url": f"{self._issuer}/x"},
            f"{LTI}tool_platform": {"guid": "g", "name": "Platform", "version": "1"},
            "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
                "scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"],
                "lineitem": f"{self._issuer}/lineitem/1", "lineitems": f"{self._issuer}/lineitems",
            },
            "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
                "context_memberships_url": f"{self._issuer}/members", "service_versions": ["2.0"],
            },
        }  # fmt: skip
        return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "k"})


def _cookies(headers: http.client.HTTPMessage) -> str:
    lines = headers.get_all("Set-Cookie") or []
    return "; ".join(line.partition(";")[0] for line in lines if "Max-Age=0" not in line)


def drive(port: int, issuer: str, launches: int, at_once: int) -> list[float]:
    """Launch so often with so many at once; give each one's seconds."""
    left: SimpleQueue[int] = SimpleQueue()
    for number in range(launches):
        left.put(number)
    seconds: list[float] = []

    def work() -> None:
        driver = Driver(port, issuer)
        while True:
            try:
                number = left.get_nowait()
            except Empty:
                return
            seconds.append(driver.launch(number))

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seconds) == launches
    return seconds


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


def measure(name: str, pid: int, port: int, issuer: str, launches: int) -> None:
    """Print a tool's figures."""
    drive(port, issuer, WARM_UP, 4)
    for at_once in (1, 16):
        before, began = cpu(pid), time.perf_counter()
        seconds = drive(port, issuer, launches, at_once)
        spent, took = cpu(pid) - before, time.perf_counter() - began
        p95 = statistics.quantiles(seconds, n=20)[18] * 1000
        print(
            f"{name:12} {at_once:2} at once: {spent / launches * 1000:5.2f} CPU-ms a launch, "
            f"{launches / took:5.0f} a second, p95 {p95:5.1f} ms"
        )
    shown = ", ".join(f"{key} {value:.0f} MB" for key, value in memory(pid).items())
    print(f"{name:12} {shown}")


def ours(issuer: str, folder: Path, launches: int) -> None:
    """Measure the tool of this project."""
    port = free_port()
    environment = {
        "WERKPAKKET_ALLOW_LOOPBACK": "1",
        "WERKPAKKET_CONTENT": str(ROOT / "content"),
        "WERKPAKKET_BASE_URL": f"http://127.0.0.1:{port}",
    }
    here = [sys.executable, "-m", "werkpakket"]
    with program(
        [*here, "serve", "--port", str(port), "--no-worker"], folder, **environment
    ) as pid:
        wait_for(port)
        invite = [*here, "invite", "--confirmed"]
        printed = subprocess.run(
            invite, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True
        )
        invitation = urlsplit(printed.stdout.decode().split()[-1]).path
        connection = http.client.HTTPConnection("127.0.0.1", port)
        query = urlencode({"openid_configuration": f"{issuer}/openid"})
        connection.request("GET", f"{invitation}?{query}")
        assert connection.getresponse().status == 200
        measure("werkpakket", pid, port, issuer, launches)


def plain(issuer: str, folder: Path, launches: int, *, own_page: bool = False) -> None:
    """Measure the bare tool on pylti1p3; with ``own_page`` its page is a request of its own."""
    port = free_port()
    environment = {
        "BENCH_PLATFORM": issuer,
        "BENCH_FOLDER": str(folder),
        "BENCH_REDIRECT": "1" if own_page else "0",
        "PYTHONPATH": str(ROOT / "bench"),
    }
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "8"]
    bind = ["-b", f"127.0.0.1:{port}", "plain_pylti1p3:app"]
    with program([*command, *bind], folder, **environment) as pid:
        wait_for(port)
        measure("pylti1p3 303" if own_page else "pylti1p3", pid, port, issuer, launches)


def main() -> None:
    """Measure each twice, in turns."""
    launches = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    tools: list[Callable[[str, Path, int], None]] = [ours, plain, partial(plain, own_page=True)]
    with platform() as issuer:
        for tool in tools * 2:
            with tempfile.TemporaryDirectory() as folder:
                tool(issuer, Path(folder), launches)


if __name__ == "__main__":
    main()
