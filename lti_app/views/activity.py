"""The learner's page: the module, with what the learner has so far."""

from flask.typing import ResponseReturnValue

from course.model import Module
from course.page.host import Can, Host
from course.page.render import render
from lti_app.models import Launch
from lti_app.security import csp_nonce
from lti_app.views.current import launch_secret
from lti_app.views.pages import page_url


def page(launch: Launch, module: Module) -> ResponseReturnValue:
    """Write the page of a launch."""
    host = Host(
        file_url=lambda name: f"files/{name}",
        page_url=page_url,
        script=None,
        can=Can(choose_reader=True, hand_in=True, feedback=True, print=True, download=True),
        settings={
            "kind": "http",
            "base": f"/launch/{launch.name}/",
            "secret": launch_secret(),
            "state": {"answers": {}, "opened": [], "marked": []},
            "revisions": {},
        },
        nonce=csp_nonce(),
    )
    return render(module, host, launch.locale)
