"""Browsers that launch: login, launch, and the page at the end of the redirects."""

import http.client
import threading
import time
from queue import Empty, SimpleQueue
from urllib.parse import parse_qs, urlencode, urlsplit

from launches.platform import id_token

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Driver:
    """One fresh browser after the other, over one connection; ``boxes``: textareas of the page."""

    def __init__(self, port: int, issuer: str, boxes: int) -> None:
        self._port = port
        self._issuer = issuer
        self._boxes = boxes
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._cookies: dict[str, str] = {}

    def launch(self, number: int) -> float:
        """Launch once; give the seconds that the tool took."""
        self._cookies = {}
        url = f"http://127.0.0.1:{self._port}"
        parameters = {
            "iss": self._issuer,
            "client_id": "client-1",
            "login_hint": str(number),
            "target_link_uri": f"{url}/lti/launch",
            "lti_message_hint": "h" * 60,
        }
        began = time.perf_counter()
        status, location, _ = self._send("GET", f"/lti/login?{urlencode(parameters)}")
        assert status == 302, status
        asked = parse_qs(urlsplit(location).query)
        signing = time.perf_counter()
        token = id_token(self._issuer, number, asked["nonce"][0], url)
        form = urlencode({"id_token": token, "state": asked["state"][0]})
        signed = time.perf_counter() - signing
        status, location, body = self._send("POST", "/lti/launch", form)
        while status in (302, 303):
            status, location, body = self._send("GET", location)
        assert status == 200, (status, body[:2000])
        assert body.count(b"<textarea") == self._boxes, body[:2000]
        assert self._boxes or body == b"ok", body[:2000]
        return time.perf_counter() - began - signed

    def _send(self, method: str, path: str, form: str | None = None) -> tuple[int, str, bytes]:
        headers = FORM if form else {}
        if self._cookies:
            cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
            headers = {**headers, "Cookie": cookies}
        self._connection.request(method, path, form, headers)
        response = self._connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            self._keep(line)
        return response.status, response.headers.get("Location", ""), response.read()

    def _keep(self, line: str) -> None:
        name, _, value = line.partition(";")[0].partition("=")
        self._cookies.pop(name, None)
        if value and "Max-Age=0" not in line:
            self._cookies[name] = value


def drive(port: int, issuer: str, boxes: int, launches: int, at_once: int) -> list[float]:
    """Launch so often with so many at once; give each one's seconds."""
    left: SimpleQueue[int] = SimpleQueue()
    for number in range(launches):
        left.put(number)
    seconds: list[float] = []

    def work() -> None:
        driver = Driver(port, issuer, boxes)
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
