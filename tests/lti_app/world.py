"""A database with a platform, a course, an activity and people, for tests of the tool."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from course.loader import load
from course.model import Reader
from lti_app.db import Database
from lti_app.lti import ags
from lti_app.models import (
    Activity,
    Course,
    Deployment,
    Enrolment,
    Outbox,
    Person,
    Registration,
    Role,
    Status,
)
from lti_app.services import answers, roster, submissions
from lti_app.services.answers import Draft
from lti_app.services.participation import Participation
from lti_app.settings import Settings

DATA = Path(__file__).parents[1] / "data"
CONTENT = DATA / "modules"
MODULE = load(CONTENT / "reflectie")
TEXTS: dict[str, str] = json.loads((DATA / "antwoorden.json").read_text(encoding="utf-8"))


def settings_for(database_url: str) -> Settings:
    """Give the settings of a tool that may talk to platforms on this machine."""
    return Settings(
        database_url=database_url,
        secret_key="een geheim voor proeven",
        base_url="http://127.0.0.1:8001",
        content=CONTENT,
        allow_loopback=True,
    )


@dataclass
class World:
    """One database; further platforms, courses and activities are made by name."""

    database: Database
    platform_url: str = "https://lms.voorbeeld.nl"
    _numbers: dict[str, int] = field(default_factory=dict)

    def registration(self, client: str = "client-a", family: str = "moodle") -> int:
        with self.database.write() as session:
            found = session.scalar(select(Registration.id).filter_by(client_id=client))
            if found:
                return found
            row = Registration(
                issuer=self.platform_url,
                client_id=client,
                status=Status.CONFIRMED,
                authorization_url=f"{self.platform_url}/auth",
                token_url=f"{self.platform_url}/token",
                jwks_url=f"{self.platform_url}/jwks",
                family=family,
            )
            session.add(row)
            session.flush()
            session.add(Deployment(registration_id=row.id, deployment_id="1", status="confirmed"))
            return row.id

    def activity(
        self,
        name: str = "link-1",
        course: str = "cursus-1",
        client: str = "client-a",
        **values: object,
    ) -> Activity:
        """Make or find an activity; its line item is ``/lineitem/<name>`` unless told otherwise."""
        registration_id = self.registration(client)
        course_id = self.course(course, client)
        given = {
            "title": "Reflectievragen",
            "module_id": MODULE.id,
            "line_item_url": f"{self.platform_url}/lineitem/{name}",
            "line_items_url": f"{self.platform_url}/lineitems",
            "service_scopes": [ags.SCORE, ags.RESULTS, ags.LINE_ITEM],
        } | values
        assert registration_id
        with self.database.write() as session:
            row = session.scalar(
                select(Activity).filter_by(course_id=course_id, resource_link_id=name)
            )
            if row is None:
                row = Activity(course_id=course_id, resource_link_id=name, **given)
                session.add(row)
            return row

    def course(self, name: str = "cursus-1", client: str = "client-a") -> int:
        registration_id = self.registration(client)
        with self.database.write() as session:
            deployment_id = session.scalars(
                select(Deployment.id).filter_by(registration_id=registration_id)
            ).one()
            key = {"deployment_id": deployment_id, "key": f"context:{name}"}
            row = session.scalar(select(Course).filter_by(**key))
            if row is None:
                row = Course(registration_id=registration_id, title=name, **key)
                session.add(row)
                session.flush()
            return row.id

    def person(
        self,
        sub: str,
        activity: Activity,
        *,
        name: str = "",
        role: Role = Role.LEARNER,
        test_user: bool = False,
    ) -> Participation:
        """Make or find someone with a place in the activity's course."""
        with self.database.write() as session:
            course = session.get_one(Course, activity.course_id)
            person = session.scalar(
                select(Person).filter_by(registration_id=course.registration_id, sub=sub)
            )
            if person is None:
                person = Person(
                    registration_id=course.registration_id, sub=sub, name=name, test_user=test_user
                )
                session.add(person)
                session.flush()
            if not session.scalar(
                select(Enrolment.id).filter_by(course_id=course.id, person_id=person.id)
            ):
                roster.enrol(session, course.id, [person.id], role=role)
            return Participation(course.registration_id, activity.id, person.id)

    def write(
        self,
        who: Participation,
        content_id: str,
        text: str,
        reader: Reader = Reader.INSTRUCTOR,
        revision: int | None = None,
    ) -> int:
        with self.database.write() as session:
            kept = answers.of(session, who).get(content_id)
            seen = revision if revision is not None else kept.revision if kept else 0
            return answers.save(session, MODULE, who, content_id, Draft(text, reader, seen))

    def hand_in(self, who: Participation) -> None:
        with self.database.write() as session:
            submissions.hand_in(session, who)

    def outbox(self, who: Participation) -> Outbox | None:
        with self.database.read() as session:
            return session.scalar(
                select(Outbox).filter_by(activity_id=who.activity_id, person_id=who.person_id)
            )
