"""Bringing the tables up to date (Alembic); loaded only where that is done."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from lti_app.db import Database


def migrate(database: Database) -> None:
    """Bring the tables up to date; safe when several processes try at once."""
    config = _config()
    with database.note(durable=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Tell whether the tables are as this version needs them."""
    with database.look() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(ScriptDirectory.from_config(_config()).get_heads())


def prepare(database: Database) -> bool:
    """Bring an empty or an SQLite database up to date; False where that is the administrator's."""
    if database.sqlite or database.is_empty():
        migrate(database)
    return is_current(database)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
