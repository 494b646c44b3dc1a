"""The player in a real browser, with a small package that says what it found."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.practice_lms.conftest import Lms
from tests.practice_lms.packages import ITEM, RESOURCE, manifest, write

SCO = """<!DOCTYPE html><title>SCO</title><script>
let level = 0, found = null
const names = ['API', 'API_1484_11']
for (let at = window; !found && level < 12; at = at.parent, level++) {
  found = names.find((name) => at[name])
  if (found) window.api = at[found]
  if (at === at.parent) break
}
if (!found && window.opener) {
  found = names.find((name) => window.opener[name])
  if (found) window.api = window.opener[found]
}
window.level = level - 1
window.found = found
const call = (name, ...values) =>
  window.api[found === 'API' ? 'LMS' + name : name](...values)
if (found) call('Initialize', '')
</script><p>Klaar</p>"""


@pytest.fixture(params=["1.2", "2004"])
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def base(lms: Lms, tmp_path: Path, edition: str) -> str:
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": manifest(edition=edition),
        "index.html": SCO,
    }
    return f"{lms.address}/scorm/{lms.library.add(write(tmp_path / 'sco.zip', files)).id}"


def play(page: Page, base: str, *faults: str, **query: str) -> Frame:
    page.goto(f"{base}/?{urlencode({'fault': faults, **query}, doseq=True)}")
    return sco_in(page)


def sco_in(page: Page) -> Frame:
    page.wait_for_selector("iframe")
    while True:
        for frame in page.frames:
            if "/files/" in frame.url:
                frame.wait_for_selector("p")
                return frame
        page.wait_for_event("framenavigated")


def call(frame: Frame, *values: Any) -> Any:
    return frame.evaluate("values => call(...values)", values)


@pytest.mark.parametrize("profile", ["scorm-again", "strict", "moodle", "moodle-standards"])
def test_what_a_package_commits_comes_back_at_the_next_visit(
    page: Page, base: str, profile: str, edition: str
) -> None:
    frame = play(page, base, profile=profile)
    exit_element = "cmi.core.exit" if edition == "1.2" else "cmi.exit"
    assert call(frame, "SetValue", exit_element, "suspend") == "true"
    assert call(frame, "SetValue", "cmi.suspend_data", "bewaard + 100%") == "true"
    assert call(frame, "Commit", "") == "true"
    again = play(page, base, profile=profile)
    assert call(again, "GetValue", "cmi.suspend_data") == "bewaard + 100%"
    entry = "cmi.core.entry" if edition == "1.2" else "cmi.entry"
    assert call(again, "GetValue", entry) == "resume"


def test_finishing_while_the_page_goes_is_still_kept(page: Page, base: str, edition: str) -> None:
    frame = play(page, base)
    name = "LMSFinish" if edition == "1.2" else "Terminate"
    frame.evaluate(
        "name => addEventListener('pagehide', () => {"
        " call('SetValue', 'cmi.suspend_data', 'laatste'); api[name]('') })",
        name,
    )
    page.reload()
    assert call(sco_in(page), "GetValue", "cmi.suspend_data") == "laatste"


def test_the_pinned_edition_is_the_only_api(page: Page, base: str, edition: str) -> None:
    frame = play(page, base)
    there = page.evaluate("['API', 'API_1484_11'].filter((name) => name in window)")
    assert there == ["API" if edition == "1.2" else "API_1484_11"]
    assert frame.evaluate("level") == 1
    play(page, base, "both-apis")
    both = page.evaluate("['API', 'API_1484_11'].filter((name) => name in window)")
    assert both == ["API", "API_1484_11"]


def test_the_api_can_be_seven_windows_higher(page: Page, base: str) -> None:
    assert play(page, base, "deep-7").evaluate("level") == 7


def test_the_package_can_open_in_a_window_of_its_own(page: Page, base: str) -> None:
    page.goto(f"{base}/?fault=popup")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Openen in een nieuw venster").click()
    opened.value.wait_for_selector("p")
    assert opened.value.evaluate("found") is not None
    assert page.evaluate("calls[0].name").endswith("Initialize")


def test_there_can_be_no_api_at_all(page: Page, base: str) -> None:
    assert play(page, base, "no-api").evaluate("found") is None


def test_a_reload_can_bring_the_state_of_the_first_launch(page: Page, base: str) -> None:
    frame = play(page, base, "stale")
    call(frame, "SetValue", "cmi.suspend_data", "nieuw")
    assert call(frame, "Commit", "") == "true"
    page.reload()
    assert call(sco_in(page), "GetValue", "cmi.suspend_data") == ""
    page.goto("about:blank")
    assert call(play(page, base), "GetValue", "cmi.suspend_data") == "nieuw"


@pytest.mark.parametrize("profile", ["scorm-again", "strict"])
def test_a_page_without_synchronous_requests_cannot_commit(
    page: Page, base: str, profile: str
) -> None:
    frame = play(page, base, "no-sync", profile=profile)
    call(frame, "SetValue", "cmi.suspend_data", "nieuw")
    assert call(frame, "Commit", "") == "false"


def test_faults_can_be_changed_while_a_package_plays(page: Page, base: str) -> None:
    frame = play(page, base, profile="strict")
    page.evaluate("lms.faults.commit = {answer: false, stores: false}")
    assert call(frame, "Commit", "") == "false"
    page.evaluate("delete lms.faults.commit")
    assert call(frame, "Commit", "") == "true"


def test_the_player_says_when_the_package_is_over(page: Page, base: str, edition: str) -> None:
    frame = play(page, base)
    frame.evaluate("name => api[name]('')", "LMSFinish" if edition == "1.2" else "Terminate")
    expect(page.get_by_role("status")).to_contain_text("De sessie is afgesloten")


def test_each_part_of_a_package_with_several_can_be_opened(
    page: Page, lms: Lms, tmp_path: Path
) -> None:
    items = ITEM + ITEM.replace("item-1", "item-2").replace("res-1", "res-2").replace(
        "Eerste", "Tweede"
    )
    resources = RESOURCE + RESOURCE.replace("res-1", "res-2")
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": manifest(items=items, resources=resources),
        "index.html": SCO,
    }
    added = lms.library.add(write(tmp_path / "two.zip", files))
    base = f"{lms.address}/scorm/{added.id}"
    call(play(page, base), "SetValue", "cmi.suspend_data", "eerste")
    call(sco_in(page), "Commit", "")
    page.get_by_role("link", name="Tweede").click()
    expect(page).to_have_title("Tweede")
    assert call(sco_in(page), "GetValue", "cmi.suspend_data") == ""
    page.get_by_role("link", name="Eerste").click()
    expect(page).to_have_title("Eerste")
    assert call(sco_in(page), "GetValue", "cmi.suspend_data") == "eerste"
