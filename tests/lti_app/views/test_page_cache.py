"""A page joined from kept pieces is the page that would have been written, letter by letter."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from course.loader import load
from course.model import Module
from course.page.host import Answer, Can, Host
from course.page.render import render
from lti_app.views import page_cache
from tests.lti_app.world import MODULE

CONTENT = Path(__file__).parents[3] / "content"
MODULES = [MODULE, *(load(CONTENT / name) for name in ("werkpakket-1", "voorbeeld"))]
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40
) | st.sampled_from(
    [
        "",
        "\n\n  regel",
        "</textarea><script>x</script>",
        '{"a": "b"}',
        "&amp;",
        "\\n",
        "%s {0} {{ x }}",
    ]
)
ANSWER = st.builds(
    Answer,
    text=TEXT,
    reader=st.sampled_from([None, "self", "instructor", "group"]),
    revision=st.integers(0, 9),
    feedback=TEXT,
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[Module, Host, str]:
    module = draw(st.sampled_from(MODULES))
    boxes = [question.id for question in module.questions()]
    boxes += [field.id for field in module.fields()]
    answers = draw(st.dictionaries(st.sampled_from([*boxes, "verdwenen"]), ANSWER, max_size=4))
    learns = draw(st.booleans())
    host = Host(
        file_url=lambda name: f"/bestand/{name}",
        page_url=lambda name: f"/pagina/{name}",
        script="tool.js",
        can=Can(choose_reader=True, hand_in=learns, feedback=learns, print=True, download=True),
        settings={
            "secret": draw(TEXT),
            "state": {name: answer.text for name, answer in answers.items()},
        },
        answers=answers,
        handed_in=draw(st.booleans()),
        feedback=draw(TEXT),
        notice=draw(st.sampled_from(["", "Alleen kijken"])),
        nonce=draw(st.sampled_from(["n1", "n2"])),
    )
    return module, host, draw(st.sampled_from(["nl", "en"]))


@given(pages())
@settings(max_examples=150, deadline=None)
def test_a_page_of_pieces_is_the_page_itself(page: tuple[Module, Host, str]) -> None:
    assert page_cache.write(*page).decode() == render(*page)


def test_nothing_of_one_learner_is_kept_for_the_next() -> None:
    def host(text: str) -> Host:
        return Host(
            file_url=str,
            page_url=str,
            script=None,
            can=Can(),
            settings={"secret": text},
            answers={next(MODULE.questions()).id: Answer(text=text)},
        )

    assert b"eerste" in page_cache.write(MODULE, host("eerste"), "nl")
    assert b"eerste" not in page_cache.write(MODULE, host("tweede"), "nl")
