"""The database: engine, sessions and how each of the two kinds locks.

SQLite (a file; WAL): a writer begins with ``BEGIN IMMEDIATE``, so that two writers wait for each
other instead of failing half-way (https://www.sqlite.org/lang_transaction.html, "SQLITE_BUSY").
Threads of one process queue fairly at a lock of ours; other processes at the busy time-out.
PostgreSQL: READ COMMITTED, rows locked by the statements themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import Lock

from sqlalchemy import Connection, create_engine, event, inspect, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

BUSY_SECONDS = 15


class Database:
    """Opens transactions; safe to share between threads, to be made anew after a fork."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.sqlite:
            _make_folder(url)
            self.engine = create_engine(
                url,
                connect_args={"timeout": BUSY_SECONDS},
                poolclass=QueuePool,
                pool_size=16,
                pool_use_lifo=True,  # the one used last knows most of the file
            )
            event.listen(self.engine, "connect", _set_up)
        else:
            self.engine = create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8)
        self._turn = Lock() if self.sqlite else nullcontext()
        self._writer: Connection | None = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session for reading; what it loaded stays usable afterwards."""
        with self.look() as connection, _session(connection) as session:
            yield session

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Session]:
        """Open one transaction: committed at the end of the block, undone when it raises.

        Committed is on disk. ``durable=False`` is for what may be lost in a power cut because
        its owner simply begins again: logins, launches and counts.
        """
        with self.note(durable=durable) as connection, _session(connection) as session:
            yield session
            session.flush()

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """Open a connection for reading, without the ORM."""
        with self.engine.connect() as connection:
            if self.sqlite:
                _driver(connection).execute("BEGIN")  # all statements see one moment
            yield connection

    @contextmanager
    def note(self, *, durable: bool = False) -> Iterator[Connection]:
        """Open one transaction without the ORM, as ``write`` does with it."""
        with self._turn, self._transaction() as connection:
            if self.sqlite:
                _begin_to_write(connection, "FULL" if durable else "NORMAL")
            elif not durable:
                connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Begin and end a transaction; on SQLite by one connection, whose cache so stays good."""
        if not self.sqlite:
            with self.engine.begin() as connection:
                yield connection
            return
        connection, self._writer = self._writer or self.engine.connect(), None
        try:
            with connection.begin():
                yield connection
        except BaseException:
            connection.close()  # one that failed writes no more
            raise
        self._writer = connection

    def is_empty(self) -> bool:
        """Tell whether no table is there yet."""
        return not inspect(self.engine).get_table_names()

    def close(self) -> None:
        """Give the connections back."""
        if self._writer:
            self._writer.close()
            self._writer = None
        self.engine.dispose()


def _session(connection: Connection) -> Session:
    """Join a session to a transaction that is ended by whoever opened it."""
    return Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only")


def _begin_to_write(connection: Connection, synchronous: str) -> None:
    driver = _driver(connection)
    if connection.info.get("synchronous") != synchronous:
        driver.execute(f"PRAGMA synchronous={synchronous}")
        connection.info["synchronous"] = synchronous
    driver.execute("BEGIN IMMEDIATE")


def _driver(connection: Connection) -> SqliteConnection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, SqliteConnection)  # noqa: S101
    return driver


def _set_up(connection: SqliteConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by Python
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "cache_size=-500"):
        connection.execute(f"PRAGMA {pragma}")


def _make_folder(url: str) -> None:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
