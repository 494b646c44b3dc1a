"""What goes wrong is answered plainly, with a code that the log has too."""

import re

import pytest
from sqlalchemy import delete

from lti_app.models import Person
from tests.lti_app.views.conftest import Visitor, document
from tests.lti_app.world import World


def test_a_learner_who_was_erased_a_moment_ago_is_told_to_open_again(
    learner: Visitor, world: World
) -> None:
    assert learner.get().status_code == 200
    with world.database.write() as session:
        session.execute(delete(Person))
    body = {"text": "Nog een zin", "reader": "instructor", "revision": 0}
    response = learner.send("PUT", "answers/moeite", body)
    assert response.status_code == 401
    assert response.json
    assert response.json["error"] == "session"


def test_a_database_that_fails_is_said_and_to_be_tried_again(
    learner: Visitor, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with world.database.note() as connection:
        connection.exec_driver_sql("ALTER TABLE answers RENAME TO weg")
    response = learner.get()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", document(response).text_content())
    assert code
    assert code[0] in caplog.text
