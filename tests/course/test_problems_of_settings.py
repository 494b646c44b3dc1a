"""Front matter: keys, their values, and YAML that is none."""

from collections.abc import Mapping

import pytest

from tests.course.faults import Fault, assert_one_problem, module
from tests.course.folders import Write, front

FAULTS: Mapping[str, Fault] = {
    "an unknown key": (module(titel="x"), "module.md", 4, ("“titel”", "“title”")),
    "a Dutch key": (module(trefwoorden="[x]"), "module.md", 4, ("“keywords”",)),
    "a key of another kind": (
        {"0.md": front(id="x", kind="text", title="X", password="x")},
        *("0.md", 5, ("“password”",)),
    ),
    "a key twice": (
        {"module.md": "---\nid: proef\ntitle: A\ntitle: B\n---\n"},
        *("module.md", 4, ("“title”", "regel 3")),
    ),
    "no id": ({"module.md": "---\ntitle: Wat nu?\n---\n"}, "module.md", 2, ("“id”", "wat-nu")),
    "an empty title": (module(title=""), "module.md", 3, ("“title”", "leeg")),
    "a title that is null": (module(title="~"), "module.md", 3, ("“title”", "leeg")),
    "a title that is a list": (module(title="[a]"), "module.md", 3, ("“title”",)),
    "a title that ends at a hash": (module(title="Vraag #3"), "module.md", 3, ("#",)),
    "a title that begins with a hash": (module(title="#samen"), "module.md", 3, ("#",)),
    "a title with half a character": (
        module(title=r'"\ud800"'),
        *("module.md", 3, ("“title”", "U+D800")),
    ),
    "no kind": ({"0.md": front(id="x", title="X")}, "0.md", 2, ("“kind”",)),
    "an unknown kind": (
        {"0.md": front(id="x", title="X", kind="vragen")},
        *("0.md", 4, ("“vragen”", "“questions”")),
    ),
    "a flag that is neither yes nor no": (module(example="soms"), "module.md", 4, ("“example”",)),
    "minutes that are no number": (module(minutes="lang"), "module.md", 4, ("“minutes”",)),
    "minutes below one": (module(minutes="0"), "module.md", 4, ("“minutes”",)),
    "keywords that are no list": (module(keywords="a, b"), "module.md", 4, ("“keywords”",)),
    "a language with an underscore": (module(language="nl_NL"), "module.md", 4, ("“nl_NL”",)),
    "an unknown completion": (module(completion="klaar"), "module.md", 4, ("“klaar”", "opened")),
    "more answers than questions": (
        module(completion="{answered: 3}"),
        *("module.md", 4, ("“answered” is 3", "2 vragen")),
    ),
    "answers that are no number": (
        module(completion="{answered: alle}"),
        *("module.md", 4, ("“answered”", "“alle”")),
    ),
    "readers that are no block": (module(readers="self"), "module.md", 4, ("“readers”",)),
    "an unknown reader": (
        module(readers="{allowed: [self, groep]}"),
        *("module.md", 4, ("“groep”", "“group”")),
    ),
    "a default that is not allowed": (
        module(readers="{allowed: [self], default: group}"),
        *("module.md", 4, ("“group”", "“allowed”")),
    ),
    "nobody allowed": (module(readers="{allowed: []}"), "module.md", 4, ("“allowed”", "self")),
    "a colon in a title": (module(title="Een: twee"), "module.md", 3, ("dubbele punt",)),
    "an open quote": (module(title='"Een'), "module.md", 3, ("aanhalingsteken",)),
    "an open quote above more settings": (
        {"module.md": '---\nid: proef\ntitle: "Een\nlanguage: nl\n---\n'},
        *("module.md", 3, ("aanhalingsteken",)),
    ),
    "an apostrophe at the begin": (
        {"module.md": "---\nid: proef\ntitle: 's Morgens\nlanguage: nl\n---\n"},
        *("module.md", 3, ("aanhalingsteken", "tussen dubbele")),
    ),
    "no space behind a colon": (
        {"module.md": "---\nid: proef\ntitle:Een\n\nlanguage: nl\n---\n"},
        *("module.md", 3, ("“title: Een”",)),
    ),
    "no colon": (
        {"module.md": "---\nid: proef\ntitle = Een\n\nlanguage: nl\n---\n"},
        *("module.md", 3, ("“title: Een”",)),
    ),
    "a title that begins with a dash": (module(title="- een"), "module.md", 3, ("streepje",)),
    "a title that begins in brackets": (
        module(title="[Concept] Een"),
        *("module.md", 3, ("achter de waarde", "aanhalingstekens")),
    ),
    "a title with half of it in quotes": (
        module(title='"Een" en twee'),
        *("module.md", 3, ("achter de waarde", "aanhalingstekens")),
    ),
    "a title that begins with a sign": (module(title="> Een"), "module.md", 3, ("| of >",)),
    "a title that begins with a question mark": (
        module(title="? Een"),
        *("module.md", 3, ("vraagteken",)),
    ),
    "a key after a space": (
        {"module.md": "---\nid: proef\n title: Een\n---\n"},
        *("module.md", 3, ("begint met een spatie",)),
    ),
    "a tab": ({"module.md": "---\nid: proef\n\ttitle: x\n---\n"}, "module.md", 3, ("tab",)),
    "a Python tag": (
        module(title="!!python/object/apply:os.system [id]"),
        *("module.md", 3, ("begint met !",)),
    ),
    "an anchor": (module(title="&a x"), "module.md", 3, ("begint met &",)),
    "an alias": (module(title="*a"), "module.md", 3, ("begint met *",)),
    "a merge": (module(**{"<<": "{title: x}"}), "module.md", 4, ("“<<”",)),
    "values in values": (module(keywords="[" * 40_000), "module.md", 4, ("diep",)),
    "a list of settings": ({"module.md": "---\n- id: x\n---\n"}, "module.md", 2, ("instellingen",)),
    "two blocks of settings": (
        {"module.md": "---\nid: x\n...\ntitle: x\n---\n"},
        *("module.md", 4, ("één",)),
    ),
    "a huge block of settings": (
        module(description="x" * 60_000),
        *("module.md", 1, ("te groot",)),
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_wrong_setting_gives_one_problem_at_its_place(write: Write, fault: Fault) -> None:
    assert_one_problem(write, fault)
