"""Alembic's way in: `lti_app.migrate` hands over its transaction."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, Enum

from lti_app.models import Base, Moment

LOCK = 0x7765726B  # any fixed number; PostgreSQL lets one process migrate at a time


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our own column types as what they are in the database: migrations import no models."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False


def run() -> None:
    """Upgrade inside the transaction that was handed over."""
    connection = context.config.attributes["connection"]
    assert isinstance(connection, Connection)  # noqa: S101
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=context.config.attributes.get("batch", False),
        render_item=render,
        transactional_ddl=True,
    )
    context.run_migrations()


run()
