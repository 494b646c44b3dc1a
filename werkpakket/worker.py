"""``werkpakket worker``: the passback worker alone."""

import logging
import os
import signal
import sys
from threading import Event, Thread

import click

from lti_app.passback.worker import work
from lti_app.tool import Tool
from werkpakket import installation


@click.command("worker")
@click.option("--attached", is_flag=True, hidden=True, help="Stop when standard input ends.")
def command(attached: bool) -> None:
    """Verstuur wat het leerplatform nog moet weten, tot Ctrl-C."""
    settings = installation.settings()
    installation.open_database(settings).close()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if attached:  # `serve` holds the other end: when it is killed, we end too
        Thread(target=_until_end, args=(stop,), daemon=True).start()
    work(Tool.make(settings), stop)


def _until_end(stop: Event) -> None:
    """Wait for the end; a buffered read would hold a lock that Python needs to end."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    stop.set()
