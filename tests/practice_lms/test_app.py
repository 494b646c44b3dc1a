"""The first page, and what guards every page."""

import re
from pathlib import Path

import requests
from lxml import html

from tests.practice_lms.conftest import Lms
from tests.practice_lms.packages import package
from tests.practice_lms.tool import Tool


def links(lms: Lms, path: str = "/") -> dict[str, str]:
    tree = html.fromstring(lms.get(path).text)
    return {
        "".join(map(str, link.itertext())).strip(): link.get("href", "") for link in tree.iter("a")
    }


def test_packages_are_named_by_their_edition(lms: Lms, tmp_path: Path) -> None:
    lms.library.add(package(tmp_path))
    lms.library.add(package(tmp_path, edition="2004"))
    lms.library.add(package(tmp_path, identifier="tweede", title="Tweede"))
    found = links(lms)
    assert {"SCORM-pakket (1.2)", "SCORM-pakket (2004)", "Tweede (SCORM 1.2)"} <= set(found)
    assert lms.get(found["SCORM-pakket (2004)"]).status_code == 200


def test_activities_open_as_learner_and_as_instructor(lms: Lms, tool: Tool, activity: int) -> None:
    found = links(lms, "/?person=205")
    assert "person=205" in found["Reflecties als deelnemer"]
    assert "person=301" in found["Reflecties als begeleider"]
    assert "Cijferlijst" in found


def test_no_link_of_the_contract_is_part_of_another_name(
    lms: Lms, tool: Tool, activity: int, tmp_path: Path
) -> None:
    lms.library.add(package(tmp_path))
    registered = lms.platform.tools.get(tool.client_id)
    assert registered is not None
    lms.platform.gradebook.add_activity("groep-a", registered, "Reflecties", "http://x/", {})
    names = [*links(lms)]
    for name in ("SCORM-pakket (1.2)", "Reflecties als deelnemer", "Cijferlijst"):
        assert [each for each in names if name in each] == [name]


def test_the_last_choice_is_remembered_and_an_address_overrules_it(lms: Lms) -> None:
    browser = requests.Session()
    with browser:
        browser.get(f"{lms.address}/?person=204&course=groep-b", timeout=5)
        chosen = html.fromstring(browser.get(lms.address, timeout=5).text)
        assert [each.text for each in chosen.iterfind(".//option[@selected]")] == [
            "Deelnemer 4",
            "Groep B",
        ]
        other = html.fromstring(browser.get(f"{lms.address}/?person=209", timeout=5).text)
        assert other.findtext(".//option[@selected]") == "Deelnemer 9"


def test_a_shared_link_opens_the_course_it_names_or_refuses(
    lms: Lms, tool: Tool, activity: int
) -> None:
    for path in (f"/launch/{activity}", f"/lti/start/{activity}"):
        refused = lms.get(f"{path}?course=groep-b", allow_redirects=False)
        assert refused.status_code == 404
        assert "Deze activiteit staat in Groep A" in refused.text
        assert lms.get(f"{path}?course=groep-a", allow_redirects=False).status_code in (200, 302)


def test_an_activity_is_in_its_own_course_whatever_was_chosen_last(
    lms: Lms, tool: Tool, activity: int
) -> None:
    with requests.Session() as browser:
        browser.get(f"{lms.address}/?person=204&course=groep-b", timeout=5)
        opened = html.fromstring(browser.get(f"{lms.address}/launch/{activity}", timeout=5).text)
    (frame,) = opened.iterfind(".//iframe[@name='tool']")
    assert frame.get("src") == f"/lti/start/{activity}?person=204&course=groep-a"


def test_a_review_of_nobody_is_refused(lms: Lms, tool: Tool, activity: int) -> None:
    assert lms.get(f"/launch/{activity}?person=301&review=999").status_code == 404


def test_a_foreign_host_name_is_refused(lms: Lms) -> None:
    answer = lms.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 421


def test_localhost_leads_to_the_one_address(lms: Lms) -> None:
    port = lms.address.rsplit(":", 1)[1]
    answer = lms.get("/gradebook?x=1", headers={"Host": f"localhost:{port}"}, allow_redirects=False)
    assert answer.headers["Location"] == f"{lms.address}/gradebook?x=1"


def test_another_website_cannot_change_anything(lms: Lms) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert lms.post("/scorm/", headers=foreign).status_code == 403
    assert lms.post("/tools", data={"address": "http://x/"}, headers=foreign).status_code == 403


def test_pages_with_state_are_never_kept_by_a_browser(lms: Lms) -> None:
    for path in ("/", "/gradebook"):
        assert lms.get(path).headers["Cache-Control"] == "no-store"


def test_pages_run_no_script_of_their_own_and_none_from_elsewhere(lms: Lms) -> None:
    answer = lms.get("/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*(src=|application/json))", answer.text)


def test_a_missing_page_says_so_in_dutch(lms: Lms) -> None:
    answer = lms.get("/nergens")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text


def test_a_package_that_cannot_be_played_is_explained(lms: Lms) -> None:
    answer = lms.post("/scorm/", files={"package": ("a.zip", b"nothing")})
    assert answer.status_code == 422
    assert "geen zip-bestand" in answer.text


def test_there_are_no_faults_on_request_outside_tests(tmp_path: Path) -> None:
    from practice_lms.app import create_app

    app = create_app(tmp_path, "http://127.0.0.1:8000")
    client = app.test_client()
    assert client.post("/testing/faults", base_url="http://127.0.0.1:8000").status_code == 404
