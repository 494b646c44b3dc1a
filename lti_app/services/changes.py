"""Inserting a row that another process may insert at the same moment."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lti_app.models import Base


def ensure(session: Session, table: type[Base], **values: Any) -> bool:
    """Insert a row unless its unique key is there already; tell whether it was inserted."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    done = session.connection().execute(insert(table).values(values).on_conflict_do_nothing())
    return done.rowcount > 0
