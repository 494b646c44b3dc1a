"""Statements without the ORM, for what happens at every launch, run by the driver itself.

SQLAlchemy writes them once for each kind of database; running one costs a fifth of what its Core
takes, and a tenth of its ORM. The records are models all the same, but in no session: changing one
writes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Dialect, Select, select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.attributes import manager_of_class
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from lti_app.models import Base

M = TypeVar("M", bound=Base)
Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement in the words of one dialect.

    ``given``: the names of its values, in the order of their places, and how each is turned into
    what the driver takes; ``by_name``: the driver finds them by name.
    """

    text: str
    given: Sequence[tuple[str, Convert]]
    by_name: bool

    def told(self, values: Values) -> Any:
        """Give the values as the driver wants them."""
        told = [convert(values[name]) if convert else values[name] for name, convert in self.given]
        if self.by_name:
            return {name: value for (name, _), value in zip(self.given, told, strict=True)}
        return told


class Statement:
    """A statement with a ``bindparam`` for each value.

    ``writes``: the columns that an insert fills, each from the value of its name.
    """

    def __init__(
        self, clause: Select[*tuple[Any, ...]] | UpdateBase, writes: Sequence[str] = ()
    ) -> None:
        self._clause = clause
        self._writes = writes
        self._written: dict[str, _Written] = {}
        self._columns: dict[str, Sequence[Convert]] = {}

    def change(self, connection: Connection, values: Values) -> int:
        """Run it; tells how many rows it changed."""
        return int(self._run(connection, values).rowcount)

    def first(self, connection: Connection, values: Values) -> Sequence[Any] | None:
        """Run it and give its first row."""
        cursor = self._run(connection, values)
        row = cursor.fetchone()
        if row is None:
            return None
        dialect = connection.dialect
        columns = self._columns.get(dialect.name)
        if columns is None:
            columns = self._columns[dialect.name] = self._read(cursor, dialect)
        cursor.close()
        return [
            convert(value) if convert else value
            for convert, value in zip(columns, row, strict=True)
        ]

    def _run(self, connection: Connection, values: Values) -> DBAPICursor:
        dialect = connection.dialect
        written = self._written.get(dialect.name)
        if written is None:
            written = self._written[dialect.name] = self._write(dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(written.text, written.told(values))
        except dialect.loaded_dbapi.Error as error:
            raise _as_usual(error, written.text, dialect) from error
        return cursor

    def _write(self, dialect: Dialect) -> _Written:
        made = self._clause.compile(dialect=dialect, column_keys=self._writes or None)
        assert isinstance(made, SQLCompiler)  # noqa: S101
        convert = {
            name: _own(bind.type, dialect).bind_processor(dialect)
            for name, bind in made.binds.items()
        }
        given = [(name, convert[name]) for name in made.positiontup or convert]
        return _Written(str(made), given, made.positiontup is None)

    def _read(self, cursor: DBAPICursor, dialect: Dialect) -> Sequence[Convert]:
        """Find how each value of a row is turned into ours; drivers tell what they give."""
        return [
            _own(column.type, dialect).result_processor(dialect, told[1])
            for column, told in zip(
                self._clause.exported_columns, cursor.description or (), strict=True
            )
        ]


def _own(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


def _as_usual(error: Exception, text: str, dialect: Dialect) -> Exception:
    """Make of a driver's error the one that SQLAlchemy would raise."""
    return DBAPIError.instance(
        text, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
    )


class Table(Generic[M]):
    """A model's table: its rows as records."""

    def __init__(self, model: type[M]) -> None:
        self._manager = manager_of_class(model)
        self.table = Base.metadata.tables[model.__tablename__]
        self.names = [column.name for column in self.table.columns]
        given = [name for name in self.names if name != "id"]
        self._numbered = given != self.names
        insert = self.table.insert()
        if self._numbered:
            insert = insert.returning(self.table.c.id)
        self._insert = Statement(insert, given)
        self._blank: dict[str, Any] = dict.fromkeys(given)

    def select(self, *where: ColumnElement[bool]) -> Statement:
        """Make a statement whose rows :meth:`record` can read."""
        return Statement(select(self.table).where(*where))

    def record(self, row: Sequence[Any]) -> M:
        """Make a record of a row of this table."""
        return self.made(dict(zip(self.names, row, strict=True)))

    def next_record(self, values: Iterator[Any]) -> M | None:
        """Take a record off the values of a joined row; None where the join found nothing."""
        found = dict(zip(self.names, values, strict=False))
        return self.made(found) if found[self.names[0]] is not None else None

    def made(self, values: Values) -> M:
        """Make a record as the ORM fills what it loads, without noting a change for each value.

        What is not given is None.
        """
        record: M = self._manager.new_instance()
        record.__dict__.update(self._blank)
        record.__dict__.update(values)
        return record

    def insert(self, connection: Connection, values: Values) -> int:
        """Write a new row, NULL where no value is given; its id, 0 where it has no number."""
        whole = {**self._blank, **values}
        if not self._numbered:
            self._insert.change(connection, whole)
            return 0
        row = self._insert.first(connection, whole)
        assert row  # noqa: S101  it was just written
        return int(row[0])
