from datetime import timedelta

import pytest

from lti_app.errors import Refused
from lti_app.models import now
from lti_app.services import registrations
from lti_app.services.registrations import INVITATION_LIFE
from tests.lti_app.world import World


def test_a_look_at_an_invitation_takes_nothing_of_it(world: World) -> None:
    with world.database.write() as session:
        token = registrations.invite(session)
        for _ in range(2):
            registrations.look(session, token, now())
        assert registrations.claim(session, token, now()).claimed_until


@pytest.mark.parametrize(
    ("token", "late", "status", "said"),
    [
        ("", timedelta(), 409, "loopt al"),
        ("", INVITATION_LIFE + timedelta(seconds=1), 410, "verlopen"),
        ("verzonnen", timedelta(), 404, "bestaat niet"),
    ],
)
def test_why_an_invitation_does_not_work_is_told_as_it_is(
    world: World, token: str, late: timedelta, status: int, said: str
) -> None:
    with world.database.write() as session:
        made = registrations.invite(session)
        registrations.claim(session, made, now())
        with pytest.raises(Refused) as caught:
            registrations.look(session, token or made, now() + late)
    assert (caught.value.status, said in caught.value.sentence) == (status, True)
