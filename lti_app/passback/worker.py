"""The worker's loop: as long as something is due, it is sent.

Run by ``werkpakket serve`` as a process of its own, or alone by ``werkpakket worker``; any number
of them may run beside each other.
"""

import logging
import secrets
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore, Event

from sqlalchemy.exc import OperationalError

from lti_app.models import now
from lti_app.passback import outbox
from lti_app.passback.outbox import Claim
from lti_app.passback.sender import Sender
from lti_app.tool import Tool

LOG = logging.getLogger(__name__)
SENDERS = 4
PAUSE_SECONDS = 0.5
TROUBLE_SECONDS = 5.0


def work(tool: Tool, stop: Event) -> None:
    """Send what becomes due until ``stop`` is set; then finish what is under way."""
    sender = Sender(tool)
    free = BoundedSemaphore(SENDERS)
    with ThreadPoolExecutor(SENDERS, thread_name_prefix="passback") as pool:
        while not stop.is_set():
            if not free.acquire(timeout=PAUSE_SECONDS):
                continue
            claimed = _claim(tool, stop)
            if claimed is None:
                free.release()
                continue
            pool.submit(sender.deliver, claimed).add_done_callback(lambda f: _done(f, free))


def drain(tool: Tool) -> int:
    """Send all that is due now, one after the other; give how many were tried."""
    sender, tried = Sender(tool), 0
    while claimed := _next(tool):
        sender.deliver(claimed)
        tried += 1
    return tried


def _claim(tool: Tool, stop: Event) -> Claim | None:
    """Claim, or wait a little."""
    try:
        claimed = _next(tool)
    except OperationalError as error:  # the database is away or locked for long
        LOG.warning("passback waits for the database: %s", error)
        stop.wait(TROUBLE_SECONDS)
        return None
    if claimed is None:
        stop.wait(PAUSE_SECONDS)
    return claimed


def _next(tool: Tool) -> Claim | None:
    with tool.database.read() as session:
        if not outbox.anything_due(session, now()):
            return None
    with tool.database.write() as session:
        return outbox.claim(session, secrets.token_hex(16), now())


def _done(future: "Future[None]", free: BoundedSemaphore) -> None:
    """A mistake of ours costs one lease's time, not the worker."""
    free.release()
    error = future.exception()
    if error is not None:
        LOG.error("passback failed", exc_info=error)
