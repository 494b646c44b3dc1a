"""Inserting a row that another process may insert at the same moment."""

from importlib import import_module
from typing import Any

from sqlalchemy import ColumnElement, inspect
from sqlalchemy.orm import Session

from lti_app.models import Base


def ensure(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row unless its unique key is there already; tell whether it was inserted."""
    added = insert_into(session, table).values(values).on_conflict_do_nothing()
    return session.connection().execute(added.returning(*_key(table))).first() is not None


def insert_into(session: Session, table: type[Base]) -> Any:
    """Begin an insert that knows ON CONFLICT; only the dialect in use is loaded (2 MB each)."""
    dialect = session.get_bind().dialect.name
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def _key(table: type[Base]) -> tuple[ColumnElement[Any], ...]:
    """Give the columns of the primary key; PostgreSQL's row count tells nothing here."""
    return inspect(table).primary_key
