"""What the practice LMS remembers, in one SQLite file that outlives every restart.

``with storage.write() as database`` is one transaction, durable when it ends; ``storage.rows`` and
``storage.row`` read. JSON columns hold what only their own module looks into.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS package (
  id TEXT PRIMARY KEY, edition TEXT NOT NULL, title TEXT NOT NULL, folder TEXT NOT NULL,
  scos TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS attempt (
  package TEXT NOT NULL, item TEXT NOT NULL, learner TEXT NOT NULL, cmi TEXT NOT NULL,
  updated REAL NOT NULL, PRIMARY KEY (package, item, learner));
CREATE TABLE IF NOT EXISTS sitting (
  id TEXT PRIMARY KEY, package TEXT NOT NULL, item TEXT NOT NULL, learner TEXT NOT NULL,
  seconds REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS key (
  kid TEXT PRIMARY KEY, pem TEXT NOT NULL, made REAL NOT NULL,
  published INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS invitation (token TEXT PRIMARY KEY, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tool (
  client_id TEXT PRIMARY KEY, issuer TEXT NOT NULL, configuration TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS activity (
  id INTEGER PRIMARY KEY, course TEXT NOT NULL, client_id TEXT NOT NULL, title TEXT NOT NULL,
  url TEXT NOT NULL, custom TEXT NOT NULL, line_item INTEGER);
CREATE TABLE IF NOT EXISTS line_item (
  id INTEGER PRIMARY KEY, course TEXT NOT NULL, client_id TEXT NOT NULL, activity INTEGER,
  label TEXT NOT NULL, score_maximum REAL NOT NULL, resource_id TEXT, tag TEXT);
CREATE TABLE IF NOT EXISTS score (
  line_item INTEGER NOT NULL, person TEXT NOT NULL, timestamp TEXT NOT NULL, given REAL,
  maximum REAL, comment TEXT, activity_progress TEXT NOT NULL, grading_progress TEXT NOT NULL,
  PRIMARY KEY (line_item, person));
CREATE TABLE IF NOT EXISTS chosen (
  session TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (session, person));
CREATE TABLE IF NOT EXISTS message (
  hint TEXT PRIMARY KEY, content TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS token (
  token TEXT PRIMARY KEY, client_id TEXT NOT NULL, scopes TEXT NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS assertion (
  client_id TEXT NOT NULL, jti TEXT NOT NULL, expires REAL NOT NULL, PRIMARY KEY (client_id, jti));
"""


class Storage:
    """The database of one practice LMS; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder.resolve()  # Flask reads a relative one from its own folder
        self._path = self.folder / "practice-lms.sqlite3"
        with closing(self._connect()) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.executescript(SCHEMA)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give a connection whose changes are all kept at the end, or none after an exception."""
        with closing(self._connect()) as database:
            database.execute("BEGIN IMMEDIATE")
            with database:
                yield database

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Read all rows of a query."""
        with closing(self._connect()) as database:
            return database.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> sqlite3.Row | None:
        """Read the first row of a query, if there is one."""
        rows = self.rows(query, *values)
        return rows[0] if rows else None

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        database.row_factory = sqlite3.Row
        return database
