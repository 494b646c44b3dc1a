"""Registrations, logins and launches that a process has just seen, kept for a moment.

A launch is three requests within a second, and while someone types each save asks who it is. Rows
here are read-only and in no session. What an administrator changes is seen after SECONDS at the
latest; pending registrations are never kept, so a confirmation is seen at once.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from lti_app.db import Database
from lti_app.models import Launch, Login, Registration, Status
from lti_app.services import launches, registrations

SECONDS = 3.0
MOST = 1_000
V = TypeVar("V")


class Kept(Generic[V]):
    """Values by key, each for SECONDS, at most MOST of them, the oldest first; safe for threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[float, V]] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        """Give a value that is not over."""
        found = self._values.get(key)
        return found[1] if found and monotonic() < found[0] else None

    def drop(self, key: Hashable) -> None:
        """Keep a value no longer."""
        with self._lock:
            self._values.pop(key, None)

    def put(self, key: Hashable, value: V) -> None:
        """Keep a value; the oldest ones make room."""
        time = monotonic()
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = (time + SECONDS, value)
            while len(self._values) > MOST or next(iter(self._values.values()))[0] < time:
                self._values.popitem(last=False)


class Registry:
    """What is kept, and where it comes from."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._registrations: Kept[Registration] = Kept()
        self._logins: Kept[Login] = Kept()
        self._launches: Kept[Launch] = Kept()

    def for_login(self, issuer: str, client_id: str | None) -> Registration:
        """Find whose login this is; raises Refused (services.registrations.for_login)."""
        found = self._registrations.get((issuer, client_id)) if client_id else None
        if found is None:
            with self._database.read() as session:
                found = registrations.for_login(session, issuer, client_id)
            self._registrations.put((issuer, found.client_id), found)
            self._registrations.put(found.id, found)
        return found

    def registration(self, number: int) -> Registration | None:
        """Give a registration by its key."""
        found = self._registrations.get(number)
        if found is None:
            with self._database.read() as session:
                found = session.get(Registration, number)
            if found is not None and found.status is Status.CONFIRMED:
                self._registrations.put(number, found)
        return found

    def begun(self, login: Login) -> None:
        """Keep a login that was written a moment ago."""
        self._logins.put(login.state, login)

    def login(self, state: str) -> Login | None:
        """Find a login, used or not; whoever uses it up asks the database (`launches.consume`)."""
        found = self._logins.get(state)
        if found is not None:
            self._logins.drop(state)  # a second time is a replay, and the database knows
            return found
        with self._database.look() as connection:
            return launches.find_login(connection, state)

    def opened(self, launch: Launch) -> None:
        """Keep a launch that was opened a moment ago."""
        self._launches.put(launch.name, launch)

    def forget(self, launch: Launch) -> None:
        """Read a launch anew the next time."""
        self._launches.drop(launch.name)

    def launch(self, name: str) -> Launch | None:
        """Find a launch that is not over (services.launches.find_launch)."""
        found = self._launches.get(name)
        if found is None:
            with self._database.read() as session:
                found = launches.find_launch(session, name)
            if found is not None:
                self._launches.put(name, found)
        return found
