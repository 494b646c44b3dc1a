"""``werkpakket serve``: the LTI tool under gunicorn, and the passback worker beside it.

This process stays the master and stays small: it loads gunicorn and the settings, never the
application; the database is brought up to date in a child that ends.
"""

import gc
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from lti_app.settings import Settings, SettingsError, from_environment

THREADS = 8
SWITCH_SECONDS = 0.0005
"""How long a thread computes before another may: a tenth of Python's own. A launch takes 2 ms,
and whoever holds SQLite's one turn to write must wait so long after each statement."""
END_SECONDS = 8
FAILED = 1
WRONG_INPUT = 2


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--no-worker", is_flag=True, help="Zonder het proces dat scores verstuurt.")
@click.option("--metrics", is_flag=True, help="Geef cijfers op /metrics.")
def command(host: str, port: int, workers: int, no_worker: bool, metrics: bool) -> None:
    """Start de LTI-tool."""
    settings = _settings(port, metrics=metrics)
    _check_port(host, port)
    if code := _in_child(lambda: _prepare(settings)):
        raise click.exceptions.Exit(code)
    _Server(settings, host, port, workers, passback=not no_worker).run()


def _settings(port: int, *, metrics: bool) -> Settings:
    try:
        return replace(from_environment(os.environ, port=port), metrics=metrics)
    except SettingsError as error:
        click.echo(error, err=True)
        raise click.exceptions.Exit(WRONG_INPUT) from None


def _check_port(host: str, port: int) -> None:
    """Leave with a clear message where the port is taken; gunicorn would try for five seconds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            click.echo(
                f"Poort {port} op {host} is niet vrij ({error.strerror}). "
                "Kies een andere met --port, of stop het programma dat haar gebruikt.",
                err=True,
            )
            raise click.exceptions.Exit(FAILED) from None


def _prepare(settings: Settings) -> None:
    from werkpakket import installation  # noqa: PLC0415  loaded in the child alone

    installation.check_keys(settings)


def _in_child(task: Callable[[], None]) -> int:
    """Do something in a child process and give its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = FAILED
    try:
        task()
        code = 0
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except Exception:
        logging.exception("the database cannot be prepared")
    finally:
        sys.stderr.flush()
        os._exit(code)


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings, and the passback worker as its child."""

    def __init__(
        self, settings: Settings, host: str, port: int, workers: int, *, passback: bool
    ) -> None:
        self._settings = settings
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._workers = workers
        self._passback = passback
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": self._bind,
            "workers": self._workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": END_SECONDS - 2,
            "timeout": 60,
            "limit_request_line": 8190,
            "loglevel": "warning",
            "proc_name": "werkpakket",
            "control_socket_disable": True,  # by default all gunicorns of a user share one
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from lti_app.app import create_app  # noqa: PLC0415  loaded in gunicorn's workers alone

        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
        app = create_app(self._settings)
        sys.setswitchinterval(SWITCH_SECONDS)
        gc.collect()
        gc.freeze()  # what is loaded now stays: the collector need never look at it again
        gc.set_threshold(20_000, 20, 20)  # a launch makes thousands of objects, none in a cycle
        return app

    def run(self) -> None:
        _Arbiter(self, passback=self._passback).run()


class _Arbiter(Arbiter):  # type: ignore[misc]
    """Keeps the passback worker running as it keeps its own."""

    def __init__(self, app: _Server, *, passback: bool) -> None:
        super().__init__(app)
        self._wanted = passback
        self._worker: subprocess.Popen[bytes] | None = None

    def manage_workers(self) -> None:
        super().manage_workers()
        if self._wanted and (self._worker is None or self._worker.poll() is not None):
            command = [sys.executable, "-m", "werkpakket", "worker", "--attached"]
            self._worker = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603

    def stop(self, graceful: bool = True) -> None:
        self._wanted = False
        if self._worker is not None:
            self._worker.terminate()
        super().stop(graceful)
        if self._worker is not None:
            _wait(self._worker)


def _wait(worker: subprocess.Popen[bytes]) -> None:
    try:
        worker.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
