"""What the page of a module holds, parsed."""

import json
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from lxml import html

from course.model import Module, Question, QuestionsPart, Reader, Readers, TextPart
from course.page.host import Answer
from tests.page.pages import PACKAGE, PAPER, TOOL, parsed

SCRIPT = "<script>alert('x')</script> & \"zo\" </textarea> {{ 7 * 7 }}"


def module_of(*questions: Question, **changes: object) -> Module:
    part = QuestionsPart(id="vragen", title="Vragen", questions=questions)
    base = Module(id="proef", title="Proef", parts=(part,))
    return replace(base, **changes)  # type: ignore[arg-type]


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def texts(page: html.HtmlElement, selector: str) -> list[str]:
    return [text(element) for element in page.cssselect(selector)]


def test_the_navigation_holds_a_link_for_each_part_named_by_its_title(werkpakket: Module) -> None:
    (nav,) = parsed(werkpakket).cssselect("nav")
    links = [(link.get("href"), link.text) for link in nav.cssselect("a")]
    assert links == [(f"#{part.id}", part.title) for part in werkpakket.parts]
    assert nav.cssselect("button") == []


def test_a_part_to_follow_says_so_beside_its_link(werkpakket: Module) -> None:
    items = parsed(werkpakket).cssselect("nav li")
    visible = [
        [text(badge) for badge in item.cssselect("span") if badge.get("hidden") is None]
        for item in items
    ]
    assert visible == [["Volgt"] if part.follows else [] for part in werkpakket.parts]


def test_each_question_is_a_textarea_labelled_by_its_text_alone(werkpakket: Module) -> None:
    page = parsed(werkpakket)
    found = {
        box.get("name"): [
            label.text_content() for label in page.cssselect(f'[for="{box.get("id")}"]')
        ]
        for box in page.cssselect("textarea")
    }
    assert found == {question.id: [question.text] for question in werkpakket.questions()}


def test_headings_go_down_one_level_at_a_time(example: Module, werkpakket: Module) -> None:
    of_its_author = module_of(introduction="# Kop\n\n### Lager")
    for module in (example, werkpakket, of_its_author):
        levels = [int(heading.tag[1]) for heading in parsed(module).cssselect("h1, h2, h3, h4, h5")]
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_what_is_referred_to_exists(example: Module) -> None:
    page = parsed(example, TOOL)
    ids = [element.get("id") for element in page.cssselect("[id]")]
    assert sorted(set(ids)) == sorted(ids)
    referred = {
        name
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for element in page.cssselect(f"[{attribute}]")
        for name in element.get(attribute, "").split()
    }
    assert referred <= set(ids)


def test_nothing_on_the_page_is_fetched_from_another_host(
    example: Module, werkpakket: Module
) -> None:
    for module in (example, werkpakket):
        page = parsed(module)
        fetched = [
            element.get(attribute)
            for attribute in ("src", "poster", "srcset")
            for element in page.cssselect(f"[{attribute}]")
        ] + [link.get("href") for link in page.cssselect("link")]
        assert [address for address in fetched if urlsplit(address).netloc] == []


def test_markup_of_authors_and_learners_stays_text() -> None:
    module = module_of(Question("q", SCRIPT), title=SCRIPT, introduction=SCRIPT, description=SCRIPT)
    page = parsed(module, TOOL, answers={"q": Answer(text=SCRIPT, feedback=SCRIPT)})
    assert page.cssselect("h1")[0].text_content() == SCRIPT
    assert page.cssselect("label[for=q]")[0].text_content() == SCRIPT
    assert page.cssselect("textarea")[0].text_content().lstrip("\n") == SCRIPT
    assert page.cssselect("[data-feedback-text]")[0].text_content() == SCRIPT
    assert [script.get("id") or script.get("src") for script in page.cssselect("script")] == [
        "page/tool.js",
        "werkpakket",
    ]
    assert json.loads(page.cssselect("#werkpakket")[0].text or "")["module"]["title"] == SCRIPT


@pytest.mark.parametrize("answer", ["\n\nbegint met witregels", "eindigt\n\n", "a\n\n\nb", ""])
def test_an_answer_keeps_its_newlines(answer: str) -> None:
    page = parsed(module_of(Question("q", "Wat?")), TOOL, answers={"q": Answer(text=answer)})
    # The HTML parser drops one newline at the start of a textarea; lxml does not.
    assert page.cssselect("textarea")[0].text_content() == f"\n{answer}"


def test_the_reader_is_chosen_among_those_allowed_starting_at_the_default() -> None:
    readers = Readers((Reader.SELF, Reader.INSTRUCTOR), Reader.SELF)
    page = parsed(module_of(Question("q", "Wat?"), readers=readers), TOOL)
    radios = page.cssselect('input[name="q.reader"]')
    assert [(radio.get("value"), radio.get("checked") is not None) for radio in radios] == [
        ("self", True),
        ("instructor", False),
    ]
    assert texts(page, ".readers label") == ["Alleen ik", "Mijn begeleider"]
    assert "Een antwoord begint bij “Alleen ik”." in text(page)


def test_the_learners_own_choice_of_reader_stands() -> None:
    answers = {"q": Answer(text="x", reader="group")}
    page = parsed(module_of(Question("q", "Wat?")), TOOL, answers=answers)
    (checked,) = page.cssselect('input[name="q.reader"][checked]')
    assert checked.get("value") == "group"


def test_a_package_says_who_can_read_before_the_first_question(werkpakket: Module) -> None:
    page = parsed(werkpakket, PACKAGE)
    said = text(page).index("Wie het leerplatform beheert, kan je antwoorden lezen.")
    assert said < text(page).index(next(werkpakket.questions()).text)
    assert page.cssselect('[name$=".reader"]') == []


def test_only_what_the_host_can_do_is_on_the_page(werkpakket: Module) -> None:
    def deeds(page: html.HtmlElement) -> set[str | None]:
        return {button.get("data-do") for button in page.cssselect("[data-do]")}

    own = {"close", "print", "download", "hand-in", "confirm-hand-in"}
    assert deeds(parsed(werkpakket, PACKAGE)) & own == {"close", "print", "download"}
    assert deeds(parsed(werkpakket, TOOL)) & own == own - {"close"}
    assert deeds(parsed(werkpakket, PAPER)) & own == set()
    assert parsed(werkpakket, PAPER).cssselect("script[src]") == []


def test_a_video_at_vimeo_waits_to_be_asked_for(werkpakket: Module) -> None:
    page = parsed(werkpakket)
    (video,) = page.cssselect("[data-video=vimeo]")
    assert video.get("data-src", "").startswith("https://player.vimeo.com/video/914403419?dnt=1")
    assert page.cssselect("iframe, video") == []
    assert texts(page, "[data-do=play-video]") == ["Video afspelen"]
    assert texts(page, "[data-password]") == ["HxtU72d"]
    (elsewhere,) = page.cssselect('.video-ways a[href="https://vimeo.com/914403419"]')
    assert (elsewhere.text, elsewhere.get("target")) == ("Elders afspelen", "_blank")
    assert page.cssselect(f'[data-seen="{werkpakket.parts[0].id}"]') != []


def test_a_video_of_the_module_has_captions_poster_and_transcript(example: Module) -> None:
    page = parsed(example)
    (video,) = page.cssselect("video")
    assert (video.get("src"), video.get("poster")) == ("files/balie.mp4", "files/balie.webp")
    (track,) = video.cssselect("track")
    assert (track.get("kind"), track.get("srclang")) == ("captions", "nl")
    assert "Een medewerker staat aan de balie" in text(page.cssselect(".transcript")[0])


def test_cards_show_front_and_back_and_can_be_marked(example: Module) -> None:
    page = parsed(example)
    cards = list(example.cards())
    assert texts(page, "[data-card] h3") == [card.title for card in cards]
    assert [mark.get("name") for mark in page.cssselect("[data-mark]")] == [
        card.id for card in cards
    ]
    assert set(texts(page, ".card-foot label")) == {"Vandaag doen"}
    assert len(page.cssselect("[data-card] .card-back")) == len(cards)


def test_fields_of_a_worksheet_are_the_learners_own(example: Module) -> None:
    boxes = parsed(example, TOOL).cssselect("textarea[data-own]")
    assert [box.get("name") for box in boxes] == [field.id for field in example.fields()]


def test_a_module_in_another_language_is_marked_and_laid_out_its_own_way() -> None:
    part = TextPart(id="nass", title="نص", introduction="مرحبا بكم.")
    page = parsed(Module(id="proef", title="وحدة", language="ar", parts=(part,)))
    root = page.getroottree().getroot()
    assert (root.get("lang"), root.get("dir")) == ("nl", "ltr")
    for selector in ("h1", "nav a", "h2[id='nass.title']", "section[id=nass] .prose"):
        (element,) = page.cssselect(selector)
        assert (element.get("lang"), element.get("dir")) == ("ar", "rtl")


def test_the_locale_of_the_launch_chooses_the_language_of_the_interface(werkpakket: Module) -> None:
    page = parsed(werkpakket, TOOL, "en_GB.UTF-8")
    assert page.getroottree().getroot().get("lang") == "en"
    assert "Hand in" in texts(page, "button")
    assert {element.get("lang") for element in page.cssselect("nav a")} == {"nl"}


def test_the_player_reads_the_module_from_the_page(example: Module) -> None:
    data = json.loads(parsed(example, TOOL).cssselect("#werkpakket")[0].text or "")
    assert data["module"]["questions"] == [question.id for question in example.questions()]
    assert data["module"]["fields"] == [field.id for field in example.fields()]
    assert data["module"]["cards"] == [card.id for card in example.cards()]
    assert data["can"]["hand_in"] is True
    assert data["store"]["kind"] == "http"
    assert all(data["texts"].values())


def test_a_module_without_parts_is_a_page_with_its_title() -> None:
    page = parsed(Module(id="leeg", title="Leeg"))
    assert texts(page, "h1") == ["Leeg"]
    assert page.cssselect("[data-begin], nav a") == []
