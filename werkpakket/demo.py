"""``werkpakket demo``: the whole of it on this machine, until Ctrl-C.

A practice LMS on 127.0.0.1 and the LTI tool on localhost, one port higher: two sites to a browser,
as they are at a municipality. The tool registers with the LMS as it does with any other platform,
by an invitation. All state lives in ``.demo/``. DEMO_THEME, a name or a file with house colours,
dresses all of it. The heavy parts are loaded after the signal handlers are there, so that an early
Ctrl-C is heard.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from werkpakket.until import EndAskedError, Ending, program

if TYPE_CHECKING:
    from course.model import Module
    from practice_lms.scorm.library import Library

STATE = Path(".demo")
MODULE = "werkpakket-1"
FORMATS = ("scorm12", "scorm2004-4")
FAILED = 1
WRONG_INPUT = 2


class DemoRunsError(Exception):
    """A demo runs already; the text says where, in Dutch."""


@click.command("demo")
def command() -> None:
    """Start een oefenleerplatform en de LTI-tool op deze computer, tot Ctrl-C."""
    port = _port()
    try:
        with ExitStack() as stack:
            _run(stack, Ending(), port)
    except EndAskedError:
        return


def _port() -> int:
    """Read DEMO_PORT; the next port has to exist too."""
    asked = os.environ.get("DEMO_PORT") or "8000"
    if not asked.isascii() or not asked.isdigit() or not 0 < int(asked) < 65535:
        click.echo(f"DEMO_PORT={asked}: geef een getal van 1 tot en met 65534.", err=True)
        raise click.exceptions.Exit(WRONG_INPUT)
    return int(asked)


def _run(stack: ExitStack, ending: Ending, port: int) -> None:
    from practice_lms.server import PortTakenError  # noqa: PLC0415
    from werkpakket.registering import RegistrationFailedError  # noqa: PLC0415
    from werkpakket.toolprogram import ToolFailedError  # noqa: PLC0415

    try:
        _start_and_wait(stack, ending, port)
    except (DemoRunsError, PortTakenError, RegistrationFailedError, ToolFailedError) as error:
        click.echo(error, err=True)
        raise click.exceptions.Exit(FAILED) from None


def _start_and_wait(stack: ExitStack, ending: Ending, port: int) -> None:
    from course.page import themes  # noqa: PLC0415
    from practice_lms.app import create_app  # noqa: PLC0415
    from practice_lms.server import address_of, claim, running  # noqa: PLC0415
    from werkpakket.messages import chosen_theme, load_module  # noqa: PLC0415
    from werkpakket.registering import register  # noqa: PLC0415
    from werkpakket.toolprogram import ToolFailedError, ToolProgram  # noqa: PLC0415

    stack.enter_context(_alone(port))
    listening = claim(port)
    stack.callback(listening.close)
    _check_free(port + 1)
    content = Path(os.environ.get("WERKPAKKET_CONTENT") or "content")
    theme = os.environ.get("DEMO_THEME", "")
    module = load_module(content / MODULE, chosen_theme(theme or None))
    look = themes.find(module.theme)
    app = create_app(STATE / "practice-lms", address_of(listening), theme=look)
    _add_packages(app.extensions["library"], module)
    stack.enter_context(running(app, listening))
    tool = ToolProgram(port + 1, STATE, content, theme)
    with ending.held():
        running_tool = stack.enter_context(program(tool.serve, tool.environment, tool.log))
    tool.wait_until_ready(running_tool)
    register(app.extensions["platform"], tool.address, MODULE, tool.invite)
    click.echo(f"Open {address_of(listening)}/")
    running_tool.wait()
    raise ToolFailedError(f"De LTI-tool is gestopt. Kijk in {tool.log} waarom.")


@contextmanager
def _alone(port: int) -> Iterator[None]:
    """Hold ``.demo/``: two demos at once would spoil each other's state."""
    STATE.mkdir(mode=0o700, exist_ok=True)
    with (STATE / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            where = lock.read().strip()
            raise DemoRunsError(
                f"De demo draait al op {where}. Stop die eerst met Ctrl-C."
            ) from None
        lock.truncate(0)
        lock.write(f"http://127.0.0.1:{port}/\n")
        lock.flush()
        yield


def _check_free(port: int) -> None:
    """Browsers try localhost at ::1 first, so a stranger there would be met in the tool's place."""
    from practice_lms.server import PortTakenError, claim  # noqa: PLC0415

    for host in ("127.0.0.1", "::1"):
        try:
            claim(port, host).close()
        except PortTakenError:
            raise
        except OSError:  # this machine has no IPv6
            continue


def _add_packages(library: "Library", module: "Module") -> None:
    """Build the packages anew; what learners did with them stays."""
    from werkpakket.build import try_to_build  # noqa: PLC0415

    for name in FORMATS:
        package = try_to_build(module, name, STATE / "packages", schemas=True)
        if package is not None:
            library.add(package.path)
