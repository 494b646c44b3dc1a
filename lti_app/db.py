"""The database: engine, sessions and how each of the two kinds locks.

SQLite (a file; WAL): a writer begins with ``BEGIN IMMEDIATE``, so that two writers wait for each
other instead of failing half-way (https://www.sqlite.org/lang_transaction.html, "SQLITE_BUSY").
Threads of one process queue fairly at a lock of ours; other processes at ``busy_timeout``.
PostgreSQL: READ COMMITTED, rows locked by the statements themselves.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 15


class Database:
    """Opens sessions; safe to share between threads, to be made anew after a fork."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.sqlite else _server_engine(url)
        self._writers = {
            durable: self.engine.execution_options(write=True, durable=durable)
            for durable in (True, False)
        }
        self._turn = Lock() if self.sqlite else nullcontext()

    @property
    def writer(self) -> Engine:
        """The engine whose transactions write."""
        return self._writers[True]

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session for reading; what it loaded stays usable afterwards."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Session]:
        """Open one transaction: committed at the end of the block, undone when it raises.

        Committed is on disk. ``durable=False`` is for what may be lost in a power cut because
        its owner simply begins again: logins and counts.
        """
        engine = self._writers[durable]
        with self._turn, Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def is_empty(self) -> bool:
        """Tell whether no table is there yet."""
        return not inspect(self.engine).get_table_names()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _server_engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("durable") is False:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")

    return engine


def _sqlite_engine(url: str) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=16)

    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions are begun by `begin` below, not by Python
        for pragma in ("journal_mode=WAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101
        if options.get("write"):
            driver.execute(f"PRAGMA synchronous={'FULL' if options['durable'] else 'NORMAL'}")
            driver.execute("BEGIN IMMEDIATE")
        else:
            driver.execute("BEGIN")

    return engine
