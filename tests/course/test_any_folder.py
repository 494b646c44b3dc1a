"""Whatever stands in a folder: a whole module, or problems, and never anything else."""

import tempfile
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from course import markdown
from course.errors import ModuleErrors
from course.loader import load
from course.model import Module
from tests.course.folders import MODULE, QUESTIONS, SOUND, front

_LINES = st.sampled_from(
    [
        *(
            "---",
            "id: proef",
            "id: x1",
            "title: Proef",
            "title: 'a",
            'title: "b\\u0000"',
            "title: |",
        ),
        *("kind: questions", "kind: cards", "kind: video", "kind: worksheets", "kind: text"),
        *("follows: true", "video: https://vimeo.com/123456", "video: f.mp4", "captions: f.vtt"),
        *("completion: {answered: 2}", "readers: {allowed: [self]}", "keywords: [a, b]", "? x"),
        *("  - y", "<<: *a", "a: &a b", "!!python/name:os.x", "\t", "# c", "...", "%YAML 1.1"),
        *("- Vraag? {#v1}", "- Vraag? {#v2}", "1. V {#v3}", "- {#v4}", "-", "* [x](#x1)", "  meer"),
        *("## Kop {#k1}", "## Kop", "# Kop {#k2}", "tekst", "", "![a](f.png)", "[b](<f g.pdf>)"),
        *("<!--", "-->", "```", "| a | b |", "|---|---|", "> citaat {#v5}", "    - code {#v6}"),
        *(
            "## Transcript",
            "***",
            "===",
            "[c]: f.png",
            "![d][c]",
            "\u2028",
            "\x85",
            "\ufeff",
            "\x00",
        ),
        *(
            "[e](f g.png)",
            "##Kop",
            "<b>",
            "[g](javascript:x)",
            "-\xa0Vraag {#v7}",
            "[h] (#x1)",
            "—",
        ),
        *("title: “a”", "title: - a", "title: 's a", "language: nl", "{#v\u200b8}"),
        *("kind: vragen", "soort: cards", "kind", "Vraag {#v9}", "  - Vraag {#v8}", "## Kop {#k3"),
        *("- Vraag {#v1", "–Vraag {v2}", "    Vraag {#v1}", "- Vraag {#v1} of", "-", "id x1"),
        *("WEBVTT", "00:01.000 --> 00:02.000", "&nbsp;", "\\", "{#", "é\u0301", "🏡"),
    ]
)
_TEXTS = st.lists(_LINES | st.text(max_size=12), max_size=25).map("\n".join)
_SOUND = st.sampled_from([MODULE, QUESTIONS, *SOUND.values()])
_CONTENTS = st.one_of(
    _TEXTS.map(str.encode),
    st.tuples(_SOUND, _TEXTS).map("".join).map(str.encode),
    st.tuples(_SOUND.map(str.encode), st.binary(max_size=20)).map(b"".join),
    st.binary(max_size=60),
)
_NAMES = st.sampled_from(
    [
        *("module.md", "Module.md", "1.md", "2-a.md", "10.MD", ".x.md", "f.png", "f.mp4", "f.vtt"),
        *("f g.pdf", "é.md", "\udcff.md", "a\nb.md", "²³.md"),
        *("~$1.md", "2.md.txt", "1 (1).md", "f.svg"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(_NAMES, _CONTENTS, max_size=5), st.booleans())
def test_any_bytes_in_a_folder_give_a_module_or_its_problems(
    files: dict[str, bytes], with_sound: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sound = {name: text.encode() for name, text in SOUND.items()} if with_sound else {}
        for name, content in {**sound, **files}.items():
            (folder / name).write_bytes(content)
        try:
            module = load(folder)
        except ModuleErrors as errors:
            _are_problems_of(folder, errors)
        else:
            _is_whole(module, folder)


def _are_problems_of(folder: Path, errors: ModuleErrors) -> None:
    assert errors.problems
    for problem in errors.problems:
        assert problem.path.startswith(str(folder))
        assert problem.line >= 1
        assert len(str(problem).encode().splitlines()) == 1
    assert len(set(errors.problems)) == len(errors.problems), "nothing is told twice"


def _is_whole(module: Module, folder: Path) -> None:
    assert module.parts
    assert module.title
    questions = list(module.questions())
    ids = [module.id, *(part.id for part in module.parts), *(it.id for it in questions)]
    ids += [*(field.id for field in module.fields()), *(card.id for card in module.cards())]
    assert len({content_id.lower() for content_id in ids}) == len(ids)
    assert all(question.text for question in questions)
    assert all(place.is_relative_to(folder) and place.is_file() for place in module.files.values())
    for part in module.parts:
        markdown.render(part.introduction, lambda name: str(module.files[name]))


def test_time_grows_with_the_number_of_questions_and_no_faster(tmp_path: Path) -> None:
    few, many = (_seconds(tmp_path / str(count), count) for count in (500, 2000))

    assert many < few * 4 * 2


def _seconds(folder: Path, count: int) -> float:
    folder.mkdir()
    (folder / "module.md").write_text(MODULE)
    items = "".join(
        f"- Waar heb je bij {n} [moeite](https://voorbeeld.nl/{n}) mee? {{#v{n}}}\n"
        for n in range(count)
    )
    (folder / "1.md").write_text(front(id="v", kind="questions", title="Vragen") + items)
    spent = []
    for _ in range(3):
        start = time.process_time()
        assert sum(1 for _ in load(folder).questions()) == count
        spent.append(time.process_time() - start)
    return min(spent)
