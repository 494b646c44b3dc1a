"""Rows without the ORM, for what happens at every launch: an ORM query costs three times as much.

The records are models all the same, but in no session: changing one writes nothing.
"""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, select
from sqlalchemy.orm.attributes import manager_of_class

from lti_app.models import Base

M = TypeVar("M", bound=Base)


class Table(Generic[M]):
    """A model's table, with its statements made once."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self.table = Base.metadata.tables[model.__tablename__]
        self.names = [column.name for column in self.table.columns]
        self._given = [name for name in self.names if name != "id"]
        self._insert = self.table.insert()

    def select(self, *where: ColumnElement[bool]) -> Select[Any]:
        """Make a statement that :meth:`record` can read."""
        return select(self.table).where(*where)

    def record(self, row: Row[Any]) -> M:
        """Make a record of a row of this table."""
        return self._made(dict(zip(self.names, row, strict=True)))

    def next_record(self, values: Iterator[Any]) -> M | None:
        """Take a record off the values of a joined row; None where the join found nothing."""
        found = dict(zip(self.names, values, strict=False))
        return self._made(found) if found[self.names[0]] is not None else None

    def _made(self, values: dict[str, Any]) -> M:
        """Fill a record as the ORM fills what it loads, without noting a change for each value."""
        record: M = manager_of_class(self._model).new_instance()
        record.__dict__.update(values)
        return record

    def insert(self, connection: Connection, record: M) -> int:
        """Write a new row; gives its id, 0 where its key is not one of numbers."""
        values = {name: getattr(record, name) for name in self._given}
        done = connection.execute(self._insert, values)
        return done.inserted_primary_key[0] if "id" in self.names else 0  # type: ignore[index]
