"""Roles and names in every spelling, and what each may see."""

from typing import Any

import pytest

from tests.certification.browser import Browser
from tests.certification.opened import Opened, open_instructor, open_tab
from tests.certification.signing import DROP, LTI, ROLE, Client

LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
INSTRUCTOR = {f"{LTI}roles": [f"{ROLE}Instructor"]}

INSTRUCTORS = [
    [f"{ROLE}Instructor"],
    ["Instructor"],
    ["Instructor", "iets-onbekends", None],
    [f"{LIS}membership/Instructor#TeachingAssistant"],
    [f"{LIS}membership#Instructor#TeachingAssistant"],
    [f"{ROLE}Learner", f"{ROLE}Instructor"],
    [f"{LIS}institution/person#Student", f"{ROLE}Instructor"],
    [f"{ROLE}Administrator"],
]
LEARNERS = [
    [],
    [None],
    [f"{ROLE}Learner"],
    ["Learner"],
    [f"{LIS}institution/person#Instructor"],
    [f"{LIS}institution/person#Administrator", f"{ROLE}Learner"],
    [f"{LIS}system/person#SysAdmin"],
    [f"{ROLE}ContentDeveloper"],
    ["urn:lti:instrole:ims/lis/Administrator"],
    ["http://voorbeeld.nl/rollen#Instructor"],
]


def course(context: str, **more: Any) -> dict[str, Any]:
    return {f"{LTI}context": {"id": context}, **more}


def of_roles(roles: list[Any], name: str) -> dict[str, Any]:
    return course(name, **{f"{LTI}roles": roles})


@pytest.mark.parametrize("roles", INSTRUCTORS, ids=str)
def test_a_context_role_that_instructs_opens_the_reflections(
    roles: list[Any], client: Client
) -> None:
    tab = open_instructor(client, Browser(), of_roles(roles, "rollen"))
    assert "Reflecties" in tab.page().headings


@pytest.mark.parametrize("roles", LEARNERS, ids=str)
def test_no_other_role_opens_what_others_wrote(roles: list[Any], client: Client) -> None:
    tab = open_tab(client, Browser(), of_roles(roles, "rollen"))
    assert len(tab.page().textareas) == 17
    assert tab.get("participants").status_code == 403


def names_in(tab: Opened) -> list[str]:
    return [text for href, text in tab.page("participants").links if "participants/" in href]


@pytest.mark.parametrize(
    ("scope", "seen"),
    [(DROP, []), (None, []), ([], []), (["m-1"], ["Bo"]), ("m-1", []), (["onbekend", None], [])],
    ids=str,
)
def test_a_mentor_sees_the_mentees_alone(scope: Any, seen: list[str], client: Client) -> None:
    for sub, name in (("m-1", "Bo"), ("m-2", "Cas")):
        open_tab(client, Browser(), course("mentoren", sub=sub, name=name)).save(f"Van {name}")
    claims = of_roles([f"{ROLE}Mentor"], "mentoren") | {f"{LTI}role_scope_mentor": scope}
    tab = open_instructor(client, Browser(), claims | {"sub": "mentor"})
    assert names_in(tab) == seen
    assert tab.get("participants/2").status_code == 404
    assert tab.get("anonymous").status_code == 403


def test_who_has_no_name_has_a_number_that_stays(client: Client) -> None:
    subs = [f"naamloos-{number}" for number in range(1, 6)]
    for sub in [*subs, *reversed(subs)]:
        open_tab(client, Browser(), course("naamloos", sub=sub, name=DROP))
    tab = open_instructor(client, Browser(), {**course("naamloos"), **INSTRUCTOR, "sub": "docent"})
    assert names_in(tab) == [f"Deelnemer {number}" for number in range(1, 6)]


def test_a_name_that_is_withheld_later_stays(client: Client) -> None:
    open_tab(client, Browser(), course("naam", sub="n-1", name="Bo Jansen"))
    open_tab(client, Browser(), course("naam", sub="n-1", name=DROP))
    open_tab(client, Browser(), course("naam", sub="n-2", name="$Person.name.full"))
    open_tab(
        client, Browser(), course("naam", sub="n-3", name=None, given_name="Ad", family_name="Bos")
    )
    tab = open_instructor(client, Browser(), {**course("naam"), **INSTRUCTOR, "sub": "docent"})
    assert sorted(names_in(tab)) == ["Ad Bos", "Bo Jansen", "Deelnemer 2"]


def test_a_test_user_is_in_no_table(client: Client) -> None:
    roles = [f"{ROLE}Learner", "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]
    open_tab(client, Browser(), of_roles(roles, "proef") | {"sub": "proef", "name": "Proefpersoon"})
    tab = open_instructor(client, Browser(), {**course("proef"), **INSTRUCTOR, "sub": "docent"})
    assert names_in(tab) == []


def test_a_learner_who_reviews_sees_the_own_work_alone(client: Client) -> None:
    review = course("nakijken", sub="l-1") | {
        f"{LTI}message_type": "LtiSubmissionReviewRequest",
        f"{LTI}for_user": {"user_id": "l-2"},
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
            "lineitem": f"{client.platform.url}/lineitem/1"
        },
    }
    open_tab(client, Browser(), course("nakijken", sub="l-2")).save("Geheim van l-2")
    tab = open_tab(client, Browser(), review)
    assert tab.texts() == {}
    assert "Geheim van l-2" not in tab.get().text


def test_an_instructor_who_reviews_lands_at_that_learner(client: Client) -> None:
    claims = course("nakijken-2", **INSTRUCTOR) | {
        "sub": "docent",
        f"{LTI}message_type": "LtiSubmissionReviewRequest",
        f"{LTI}for_user": {"user_id": "l-3"},
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
            "lineitem": f"{client.platform.url}/lineitem/1"
        },
    }
    open_tab(client, Browser(), course("nakijken-2", sub="l-3", name="Cas")).save("Zie hier")
    response = open_instructor(client, Browser(), claims).get()
    assert "Zie hier" in response.text
