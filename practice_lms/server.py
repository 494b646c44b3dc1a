"""Runs the practice LMS in this process, in threads of its own, on loopback only."""

import errno
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

LOOPBACK = "127.0.0.1"


class PortTakenError(Exception):
    """Another program listens there already; the text says so, in Dutch."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Poort {port} is al in gebruik door een ander programma. Sluit dat af of kies een"
            " andere poort."
        )
        self.port = port


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests that went well."""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Stay silent."""


def claim(port: int, host: str = LOOPBACK) -> socket.socket:
    """Take a port (0: any free one) before anything else starts, or raise PortTakenError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTakenError(port) from error
        raise
    return listening


def address_of(listening: socket.socket) -> str:
    """Give the address that browsers use for a claimed port."""
    return f"http://{LOOPBACK}:{listening.getsockname()[1]}"


@contextmanager
def running(app: Flask, listening: socket.socket) -> Iterator[None]:
    """Serve ``app`` on a claimed port as long as the block runs."""
    port = listening.getsockname()[1]
    server = make_server(
        LOOPBACK,
        port,
        app,
        threaded=True,
        request_handler=_Quiet,
        fd=listening.fileno(),
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        listening.close()
