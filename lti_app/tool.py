"""What one installation of the tool shares: made once per process, handed to views and worker."""

from dataclasses import dataclass

from lti_app.db import Database
from lti_app.floods import Floods
from lti_app.looks import Looks
from lti_app.lti.http import PlatformSession
from lti_app.lti.keys import ToolKeys
from lti_app.lti.keysets import KeySets
from lti_app.lti.tokens import Tokens
from lti_app.modules import Modules
from lti_app.registry import Registry
from lti_app.settings import Settings
from lti_app.upkeep import Upkeep
from lti_app.vault import Vault


@dataclass(frozen=True, slots=True)
class Tool:
    """The parts of the tool, put together."""

    settings: Settings
    database: Database
    http: PlatformSession
    keys: ToolKeys
    key_sets: KeySets
    tokens: Tokens
    modules: Modules
    looks: Looks
    registry: Registry
    floods: Floods
    upkeep: Upkeep

    @classmethod
    def make(cls, settings: Settings) -> "Tool":
        """Put the parts together; opens nothing yet."""
        database, vault = Database(settings.database_url), Vault(settings.secret_key)
        http = PlatformSession(allow_loopback=settings.allow_loopback)
        keys, modules = ToolKeys(database, vault), Modules(settings.content)
        return cls(
            settings=settings,
            database=database,
            http=http,
            keys=keys,
            key_sets=KeySets(http),
            tokens=Tokens(database, http, keys, vault),
            modules=modules,
            looks=Looks(settings.theme, modules),
            registry=Registry(database),
            floods=Floods(database),
            upkeep=Upkeep(database),
        )
