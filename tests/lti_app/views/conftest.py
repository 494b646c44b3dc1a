"""A tool to visit, and visitors whose launch is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from lti_app.app import create_app
from lti_app.lti.login import hashed
from lti_app.models import Activity, Enrolment, Launch, Role, now
from lti_app.services.participation import Participation
from lti_app.settings import Settings
from lti_app.tool import Tool
from tests.lti_app.world import World

SECRET = "geheim-van-de-launch"


def document(response: TestResponse) -> html.HtmlElement:
    """Parse a page."""
    page = html.document_fromstring(response.text)
    assert isinstance(page, html.HtmlElement)
    return page


@dataclass
class Visitor:
    """Someone in an open launch; pages by cookie, changes with the secret."""

    client: FlaskClient
    launch: Launch

    @property
    def base(self) -> str:
        return f"/launch/{self.launch.name}/"

    def get(self, path: str = "") -> TestResponse:
        cookie = f"werkpakket-{self.launch.name}={SECRET}"
        address = path if path.startswith("/") else self.base + path
        return self.client.get(address, headers={"Cookie": cookie})

    def page(self, path: str = "") -> html.HtmlElement:
        response = self.get(path)
        assert response.status_code == 200, response.text
        return document(response)

    def send(self, method: str, path: str, body: object = None) -> TestResponse:
        headers = {"X-Launch-Secret": SECRET}
        return self.client.open(self.base + path, method=method, json=body, headers=headers)

    def post(self, path: str, fields: dict[str, str]) -> TestResponse:
        return self.client.post(self.base + path, data={"launch_secret": SECRET, **fields})


class Doors:
    """Opens launches without a platform."""

    def __init__(self, client: FlaskClient, world: World) -> None:
        self._client = client
        self._world = world
        self._count = 0

    def enter(self, who: Participation, role: Role = Role.LEARNER, **values: Any) -> Visitor:
        self._count += 1
        with self._world.database.write() as session:
            activity = session.get_one(Activity, who.activity_id)
            enrolment = session.scalars(
                select(Enrolment).filter_by(course_id=activity.course_id, person_id=who.person_id)
            ).one()
            enrolment.role = role
            launch = Launch(
                name=f"launch-{self._count}",
                secret_hash=hashed(SECRET),
                registration_id=who.registration_id,
                course_id=activity.course_id,
                activity_id=activity.id,
                enrolment_id=enrolment.id,
                person_id=who.person_id,
                role=role,
                expires_at=now() + timedelta(hours=1),
                **values,
            )
            session.add(launch)
        return Visitor(self._client, launch)


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings)
    with app.test_client(use_cookies=False) as client:
        yield client
    tool = app.extensions["werkpakket"]
    assert isinstance(tool, Tool)
    tool.database.close()
    tool.http.close()


@pytest.fixture
def doors(client: FlaskClient, world: World) -> Doors:
    return Doors(client, world)


@pytest.fixture
def learner(doors: Doors, world: World) -> Visitor:
    return doors.enter(world.person("1", world.activity(), name="Aisha"))


@pytest.fixture
def instructor(doors: Doors, world: World) -> Visitor:
    who = world.person("docent", world.activity(), name="Docent", role=Role.INSTRUCTOR)
    return doors.enter(who, Role.INSTRUCTOR)
