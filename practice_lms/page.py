"""How the practice LMS looks: the templates and style sheet of every page of the project.

It speaks Dutch only, as the platforms that it stands for are set to.
"""

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, make_response, url_for

from course.page.render import environment

LANGUAGE = "nl"


def render(template: str, title: str, status: int = 200, **values: Any) -> Response:
    """Answer with a page of ``templates``; its ``title`` is also its heading."""
    page = environment(LANGUAGE, __package__).get_template(template)
    html = page.render(
        title=title,
        theme=current_app.extensions["theme"],
        page_url=lambda name: url_for("page_file", name=name),
        url_for=url_for,
        **values,
    )
    return make_response(html, status)


def link(endpoint: str, values: Mapping[str, Any]) -> str:
    """Give an address with a query."""
    return url_for(endpoint, **values)


def message(title: str, text: str, status: int = 200) -> Response:
    """Answer with a heading, one sentence and the way back."""
    return render("message.html.jinja", title, status, text=text)
