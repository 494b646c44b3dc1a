"""A world whose platform answers over HTTP."""

import pytest

from lti_app.db import Database
from tests.lti_app.platform_double import Platform
from tests.lti_app.world import World


@pytest.fixture
def world(database: Database, platform: Platform) -> World:
    return World(database, platform.url)
