"""Courses, their copies, and which module an activity shows."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.certification.browser import Browser, read
from tests.certification.conftest import RunningTool
from tests.certification.opened import open_instructor, open_tab
from tests.certification.signing import LTI, ROLE, Client, SigningPlatform

INSTRUCTOR = {f"{LTI}roles": [f"{ROLE}Instructor"]}


def at(context: str, link: str, **custom: Any) -> dict[str, Any]:
    return {
        f"{LTI}context": {"id": context},
        f"{LTI}resource_link": {"id": link},
        f"{LTI}custom": custom,
    }


@pytest.mark.parametrize("history", ["kopie-b2%2Ckopie-a1", "$ResourceLink.id.history", ""])
def test_a_copied_course_brings_no_answers_along(history: str, client: Client) -> None:
    first = open_tab(client, Browser(), {**at("kopie-a", "kopie-a1"), "sub": "k-1"})
    first.save("Van vorig jaar")
    copy = at("kopie-b", "kopie-b1", **{"ResourceLink.id.history": history})
    second = open_tab(client, Browser(), {**copy, "sub": "k-1"})
    assert second.texts() == {}
    teacher = open_instructor(client, Browser(), {**copy, **INSTRUCTOR, "sub": "docent"})
    assert "Van vorig jaar" not in teacher.get("participants/1").text


def test_the_first_launches_at_the_same_moment_make_one_course(client: Client) -> None:
    claims = {**at("race", "race-1"), "sub": "r-1"}

    def launch(_: int) -> int:
        visitor = Browser()
        return int(visitor.follow(client.launch(visitor, claims)).status_code)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(launch, range(16))) == {200}
    teacher = open_instructor(client, Browser(), {**at("race", "race-1"), **INSTRUCTOR, "sub": "d"})
    links = [text for href, text in teacher.page("participants").links if "participants/" in href]
    assert links == ["Anne de Vries"]


def test_two_clients_share_no_course_though_all_ids_are_equal(
    tool: RunningTool, platform: SigningPlatform
) -> None:
    for _ in range(2):
        tool.register(platform, confirmed=True)
    one, other = (Client(platform, tool.url, f"client-{number}") for number in (1, 2))
    open_tab(one, Browser(), {**at("zelfde", "zelfde"), "sub": "z"}).save("Van klant A")
    assert open_tab(other, Browser(), {**at("zelfde", "zelfde"), "sub": "z"}).texts() == {}


def test_launches_without_a_course_share_no_table(client: Client) -> None:
    for link in ("los-1", "los-2"):
        claims = {f"{LTI}context": None, f"{LTI}resource_link": {"id": link}, "sub": link}
        open_tab(client, Browser(), claims).save(f"Antwoord bij {link}")
    claims = {f"{LTI}context": None, f"{LTI}resource_link": {"id": "los-1"}, "sub": "docent"}
    teacher = open_instructor(client, Browser(), {**claims, **INSTRUCTOR})
    assert "Antwoord bij los-1" in teacher.get("participants/1").text
    assert teacher.get("participants/3").status_code == 404


def test_the_custom_parameter_names_the_module(client: Client) -> None:
    tab = open_tab(client, Browser(), at("module", "m-1", module="goed-gesprek"))
    assert "moeite" not in tab.page().textareas


@pytest.mark.parametrize("named", ["bestaat-niet", "../etc", "x" * 300])
def test_a_module_that_is_not_there_waits_for_the_instructor(named: str, client: Client) -> None:
    visitor = Browser()
    learner = client.launch(visitor, at("module-weg", f"weg-{len(named)}", module=named))
    response = visitor.follow(learner)
    assert response.status_code == 404
    assert "niet ingericht" in read(response).text


def test_an_instructor_chooses_once_where_the_module_is_unknown(client: Client) -> None:
    claims = at("kiezen", "kies-1", module="verdwenen")
    teacher = open_instructor(client, Browser(), {**claims, **INSTRUCTOR, "sub": "docent"})
    (form,) = teacher.page().forms
    assert "module" in form["fields"]
    answer = teacher.browser.post(
        urljoin(teacher.url, form["attributes"]["action"]), form["fields"]
    )
    assert answer.status_code == 303
    assert read(teacher.browser.follow(answer)).headings == ["Reflecties"]
    plain = at("kiezen", "kies-1")
    assert len(open_tab(client, Browser(), {**plain, "sub": "leerling"}).page().textareas) == 17
