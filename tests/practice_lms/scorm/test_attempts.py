"""What the LMS keeps, through its own requests: per learner, over versions and restarts."""

import json
from pathlib import Path
from typing import Any

import pytest

from practice_lms.scorm.attempts import duration, seconds_of
from tests.practice_lms.conftest import Lms
from tests.practice_lms.packages import package

TEXT = 'Regel één\nregel "twee" <b>&amp;</b> \\ + %41 😀 '


@pytest.fixture
def base(lms: Lms, tmp_path: Path) -> str:
    return f"/scorm/{lms.library.add(package(tmp_path)).id}"


def sit(lms: Lms, base: str, person: str = "201", **query: str) -> dict[str, Any]:
    answer = lms.post(f"{base}/sittings", params={"person": person, **query})
    assert answer.headers["Cache-Control"] == "no-store"
    return dict(answer.json())


def commit(lms: Lms, sitting: dict[str, Any], finished: bool = False, **cmi: str) -> int:
    address = sitting["commit"] + ("&finished=true" if finished else "")
    flat = {"cmi." + name.replace("__", "."): value for name, value in cmi.items()}
    kind = "text/plain" if finished else "application/json"
    body = json.dumps(flat).encode()
    return lms.post(address, data=body, headers={"Content-Type": kind}).status_code


def test_a_first_sitting_knows_the_learner_and_begins_anew(lms: Lms, base: str) -> None:
    cmi = sit(lms, base, "207")["cmi"]
    assert cmi["cmi.core.student_id"] == "207"
    assert cmi["cmi.core.student_name"] == "Deelnemer 7"
    assert cmi["cmi.core.entry"] == "ab-initio"
    assert cmi["cmi.core.lesson_mode"] == "normal"
    assert cmi["cmi.core.credit"] == "credit"
    assert cmi["cmi.student_data.mastery_score"] == "80"


def test_what_was_committed_comes_back_whole(lms: Lms, base: str) -> None:
    commit(lms, sit(lms, base), suspend_data=TEXT, core__exit="suspend")
    cmi = sit(lms, base)["cmi"]
    assert cmi["cmi.suspend_data"] == TEXT
    assert cmi["cmi.core.entry"] == "resume"
    assert cmi["cmi.core.exit"] == ""


def test_another_learner_finds_nothing_of_it(lms: Lms, base: str) -> None:
    commit(lms, sit(lms, base), suspend_data=TEXT)
    assert "cmi.suspend_data" not in sit(lms, base, "202")["cmi"]


def test_a_new_version_of_the_package_keeps_the_data(lms: Lms, base: str, tmp_path: Path) -> None:
    commit(lms, sit(lms, base), suspend_data=TEXT)
    with package(tmp_path, version="2").open("rb") as file:
        assert lms.post("/scorm/", files={"package": file}).status_code == 200
    assert "Versie 2" in lms.get(f"{base}/files/index.html").text
    assert sit(lms, base)["cmi"]["cmi.suspend_data"] == TEXT


def test_time_adds_up_and_is_never_counted_twice(lms: Lms, base: str) -> None:
    first = sit(lms, base)
    commit(lms, first, core__session_time="0000:00:20")
    commit(lms, first, core__session_time="0000:00:40")
    second = sit(lms, base)
    assert second["cmi"]["cmi.core.total_time"] == "0000:00:40.00"
    commit(lms, second, core__session_time="0000:01:00")
    commit(lms, first, core__session_time="0000:00:41", finished=True)
    assert sit(lms, base)["cmi"]["cmi.core.total_time"] == "0000:01:41.00"


def test_moodle_counts_time_only_when_the_package_finishes(lms: Lms, base: str) -> None:
    sitting = sit(lms, base, profile="moodle")
    commit(lms, sitting, core__session_time="0000:00:20")
    assert sit(lms, base)["cmi"]["cmi.core.total_time"] == "0000:00:00.00"
    commit(lms, sitting, core__session_time="0000:00:30", finished=True)
    assert sit(lms, base)["cmi"]["cmi.core.total_time"] == "0000:00:30.00"


@pytest.mark.parametrize("mode", ["review", "browse"])
def test_the_mode_can_be_chosen(lms: Lms, base: str, mode: str) -> None:
    cmi = sit(lms, base, mode=mode)["cmi"]
    assert (cmi["cmi.core.lesson_mode"], cmi["cmi.core.credit"]) == (mode, "no-credit")


def test_moodle_opens_a_completed_package_in_review(lms: Lms, base: str) -> None:
    commit(lms, sit(lms, base), core__lesson_status="completed")
    assert sit(lms, base)["cmi"]["cmi.core.lesson_mode"] == "normal"
    assert sit(lms, base, profile="moodle")["cmi"]["cmi.core.lesson_mode"] == "review"


def test_a_strict_platform_drops_what_was_not_suspended(lms: Lms, base: str) -> None:
    commit(lms, sit(lms, base), suspend_data=TEXT)
    assert "cmi.suspend_data" not in sit(lms, base, profile="strict")["cmi"]
    commit(lms, sit(lms, base), suspend_data=TEXT, core__exit="suspend")
    assert sit(lms, base, profile="strict")["cmi"]["cmi.suspend_data"] == TEXT


def test_a_commit_of_an_unknown_sitting_is_refused(lms: Lms, base: str) -> None:
    answer = lms.post(f"{base}/commit?sitting=made-up", json={"cmi.suspend_data": "x"})
    assert (answer.status_code, answer.json()["result"]) == (404, False)


def test_what_was_kept_can_be_read_and_is_never_markup(lms: Lms, base: str) -> None:
    commit(
        lms,
        sit(lms, base),
        suspend_data="<script>alert(1)</script>",
        interactions__0__id="vraag-1",
        interactions__0__type="fill-in",
        interactions__0__student_response="a <b> c",
    )
    shown = lms.get(f"{base}/kept?person=201").text
    assert "&lt;script&gt;alert(1)" in shown
    assert "vraag-1" in shown
    assert "a &lt;b&gt; c" in shown


def test_an_unknown_profile_or_fault_is_named(lms: Lms, base: str) -> None:
    for query in ("profile=nope", "fault=nope"):
        answer = lms.get(f"{base}/?{query}")
        assert answer.status_code == 404
        assert "nope" in answer.text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0001:02:03.50", 3723.5),
        ("00:00:01", 1),
        ("PT1H2M3.5S", 3723.5),
        ("P1DT0S", 86400),
        ("", 0),
        ("NaN", 0),
        ("-1:00:00", 0),
    ],
)
def test_time_spans_of_both_editions_are_read(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


def test_time_spans_are_written_in_the_form_of_the_edition() -> None:
    assert duration(270_000.25, "scorm12") == "0075:00:00.25"
    assert duration(3723.5, "scorm2004") == "PT1H2M3.5S"
