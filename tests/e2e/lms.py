"""The practice LMS of the plays: one package in it, whatever plays it, and what was kept."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, request
from playwright.sync_api import BrowserContext

from practice_lms.app import create_app
from practice_lms.people import PEOPLE
from practice_lms.scorm.attempts import NAMES, Attempts, Cmi
from practice_lms.scorm.kept import Interaction, report
from practice_lms.scorm.library import Library, Package
from practice_lms.server import address_of, claim, running
from practice_lms.storage import Storage
from tests.e2e.play import Play

LEARNER = "201"
OTHER_LEARNER = "202"


@dataclass
class Lms:
    """A running LMS with one package."""

    app: Flask
    address: str
    package: Package
    ended: int = 0
    """Visits of which the LMS heard that they ended."""

    def __post_init__(self) -> None:
        self.app.after_request(self._hear)

    def _hear(self, response: Response) -> Response:
        if "finished" in request.args:
            self.ended += 1
        return response

    def end(self, play: Play) -> None:
        """Close a tab, and wait until what it sends on its way out is there."""
        with self._hearing_the_end():
            play.close()

    def end_frame(self, play: Play) -> None:
        """The same, for the package's frame alone, so that the calls can still be looked at."""
        with self._hearing_the_end():
            play.leave_frame()

    @contextmanager
    def _hearing_the_end(self) -> Iterator[None]:
        ended = self.ended
        yield
        eventually(True, lambda: self.ended > ended)

    def play(
        self,
        context: BrowserContext,
        profile: str = "strict",
        *,
        faults: Sequence[str] = (),
        person: str = LEARNER,
        mode: str = "normal",
        clocked: bool = False,
    ) -> Play:
        """Open the package in a new tab, and wait until it can be worked in.

        ``clocked``: on a clock that only the play turns.
        """
        play = Play(context.new_page(), clocked)
        play.launch(self.url(profile, faults=faults, person=person, mode=mode))
        return play

    def url(
        self,
        profile: str = "strict",
        *,
        faults: Sequence[str] = (),
        person: str = LEARNER,
        mode: str = "normal",
    ) -> str:
        query = {"profile": profile, "person": person, "mode": mode, "fault": faults}
        return f"{self.address}/scorm/{self.package.id}/?{urlencode(query, doseq=True)}"

    def upload(self, path: Path) -> None:
        """Put a package in the place of the one there is, which keeps every learner's attempt."""
        library = self.app.extensions["library"]
        assert isinstance(library, Library)
        package = library.add(path)
        assert package.id == self.package.id
        self.package = package

    def seconds(self, person: str = LEARNER) -> float:
        """All the time that the LMS counted."""
        return self._attempts.seconds(self.package, self.package.scos[0], PEOPLE[person])

    @property
    def _attempts(self) -> Attempts:
        attempts = self.app.extensions["attempts"]
        assert isinstance(attempts, Attempts)
        return attempts

    def kept(self, person: str = LEARNER) -> Cmi:
        return self._attempts.kept(self.package, self.package.scos[0], PEOPLE[person])

    def status(self, person: str = LEARNER) -> str:
        return self.kept(person).get(NAMES[self.package.edition]["status"], "")

    def responses(self, person: str = LEARNER) -> dict[str, str]:
        """What a trainer reads, by the id of the interaction."""
        return {row.id: row.response for row in self.interactions(person)}

    def interactions(self, person: str = LEARNER) -> tuple[Interaction, ...]:
        return report(self.kept(person), self.package.edition, 0).interactions

    def spoil(self, element: str, value: str) -> None:
        """Change what is kept of everyone behind the package's back."""
        with self._storage.write() as database:
            kept = "json_set(cmi, '$.\"' || ? || '\"', ?)"
            database.execute(f"UPDATE attempt SET cmi = {kept}", (element, value))

    @property
    def _storage(self) -> Storage:
        storage = self.app.extensions["storage"]
        assert isinstance(storage, Storage)
        return storage

    def forget(self) -> None:
        """Forget all attempts."""
        with self._storage.write() as database:
            database.execute("DELETE FROM attempt")
            database.execute("DELETE FROM sitting")


def eventually(expected: object, actual: Callable[[], object]) -> None:
    """Wait for what is on its way to the LMS, at most 10 seconds."""
    last = time.monotonic() + 10
    while actual() != expected and time.monotonic() < last:
        time.sleep(0.02)
    assert expected == actual()


@contextmanager
def serving(folder: Path, path: Path) -> Iterator[Lms]:
    """Serve a practice LMS with the package at ``path``."""
    listening = claim(0)
    address = address_of(listening)
    app = create_app(folder, address, testing=True)
    package = app.extensions["library"].add(path)
    with running(app, listening):
        yield Lms(app, address, package)
