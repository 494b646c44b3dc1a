"""A learner who handed in, and what became of the score."""

from lti_app.models import Activity, Delivery
from lti_app.services.participation import Participation
from tests.lti_app.world import World


def hand_in(
    world: World, text: str = "Loslaten.", activity: Activity | None = None
) -> Participation:
    who = world.person("7", activity or world.activity())
    world.write(who, "moeite", text)
    world.hand_in(who)
    return who


def state(world: World, who: Participation) -> tuple[Delivery, str | None]:
    row = world.outbox(who)
    assert row
    return row.state, row.last_error
