"""Authors' Markdown becomes HTML that is clean, fits the page and opens no trap."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from course import markdown
from course.markdown import Reference


def _file_url(name: str) -> str:
    return f"files/{name}"


def _page(text: str, heading: int = 3) -> html.HtmlElement:
    page = html.fragment_fromstring(markdown.render(text, _file_url, heading), create_parent=True)
    assert isinstance(page, html.HtmlElement)
    return page


def _tags(page: html.HtmlElement) -> set[str]:
    return {str(element.tag) for element in page.iterdescendants()}


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("# A\n## B\n## C\n# D", [3, 4, 4, 3]),
        ("## A\n#### B\n### C\n## D", [3, 4, 4, 3]),
        ("#### A\n# B\n## C", [3, 3, 4]),
        ("# A\n## B\n### C\n#### D\n##### E", [3, 4, 5, 6, 6]),
    ],
)
def test_headings_begin_where_the_page_is_and_skip_no_level(
    written: str, levels: list[int]
) -> None:
    headings = _page(written).xpath("//*[self::h1|self::h2|self::h3|self::h4|self::h5|self::h6]")

    assert [int(str(heading.tag)[1]) for heading in headings] == levels


def test_links_open_a_window_of_their_own_and_places_on_the_page_do_not() -> None:
    page = _page("[a](https://voorbeeld.nl/é?b=1&c=2) [b](plan.pdf) [c](#vragen) <d@voorbeeld.nl>")
    found = [(link.get("href"), link.get("target"), link.get("rel")) for link in page.xpath("//a")]

    assert found == [
        ("https://voorbeeld.nl/%C3%A9?b=1&c=2", "_blank", "noopener noreferrer"),
        ("files/plan.pdf", "_blank", "noopener noreferrer"),
        ("#vragen", None, "noopener noreferrer"),
        ("mailto:d@voorbeeld.nl", "_blank", "noopener noreferrer"),
    ]


def test_an_address_that_is_typed_as_it_is_becomes_a_link_without_what_follows_it() -> None:
    page = _page("Kijk op https://voorbeeld.nl/a_b (of http://x.nl/?c=d). `https://code.nl`")

    assert page.xpath("//a/@href") == ["https://voorbeeld.nl/a_b", "http://x.nl/?c=d"]
    assert page.text_content().strip() == (
        "Kijk op https://voorbeeld.nl/a_b (of http://x.nl/?c=d). https://code.nl"
    )


def test_pictures_are_files_of_the_module_and_never_of_elsewhere() -> None:
    page = _page("![Een *plaat*](<mijn plaat.png>) ![elders](https://voorbeeld.nl/p.png)")
    (picture,) = page.xpath("//img")

    assert (picture.get("src"), picture.get("alt")) == ("files/mijn plaat.png", "Een plaat")
    assert "elders" in page.text_content()


def test_a_host_may_give_a_file_as_data() -> None:
    shown = markdown.render("![p](p.png)", lambda _: "data:image/png;base64,AA==")

    assert html.fromstring(shown).xpath("//img/@src") == ["data:image/png;base64,AA=="]


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "tekst <b onclick='alert(1)'>vet</b>",
        "<div>\n<svg/onload=alert(1)>\n</div>",
        "<!-- --><iframe src='//x.nl'>",
    ],
)
def test_raw_html_is_text_like_any_other(written: str) -> None:
    page = _page(written)

    assert _tags(page) <= {"p"}
    assert " ".join(page.text_content().split()) == " ".join(written.split())


@pytest.mark.parametrize(
    "target",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)"),
        *("<java\tscript:alert(1)>", "vbscript:x", "data:text/html,<script>alert(1)</script>"),
        *("data:image/png;base64,AA==", "ftp://x.nl", "file:///etc/passwd"),
    ],
)
def test_no_link_or_picture_of_an_author_runs_or_reads_anything(target: str) -> None:
    page = _page(f"[a]({target}) ![b]({target})")

    for address in page.xpath("//@href | //@src"):
        assert re.fullmatch(r"files/.*", address, re.DOTALL)


def test_a_line_of_dashes_makes_no_heading_of_the_text_above_it() -> None:
    assert _tags(_page("Voorkant\n---\nAchterkant")) == {"p", "hr"}


def test_tables_lists_and_emphasis_come_through() -> None:
    page = _page("|a|b|\n|-|-|\n|1|~~2~~|\n\n3. **drie**\n4. *vier*\n\n> ja\n\n`code`")

    assert _tags(page) == {
        *("table", "thead", "tbody", "tr", "th", "td", "s", "ol", "li", "strong", "em"),
        *("blockquote", "p", "code"),
    }
    assert page.xpath("//ol/@start") == ["3"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Waar *heb* je **moeite** mee?", "Waar heb je moeite mee?"),
        ("Zie [de site](https://x.nl/a)", "Zie de site (https://x.nl/a)"),
        ("Zie <https://x.nl/a> of https://y.nl", "Zie https://x.nl/a of https://y.nl"),
        ("1 &lt; 2 &amp; \\*ster\\* `c*d*`", "1 < 2 & *ster* c*d*"),
        ("Wat vindt <naam> van 'dit' & \"dat\"?", "Wat vindt <naam> van 'dit' & \"dat\"?"),
        ("  veel \t wit  ", "veel wit"),
        ("", ""),
    ],
)
def test_a_line_of_markdown_is_read_as_plain_text(written: str, plain: str) -> None:
    assert markdown.plain(written) == plain


def test_references_know_their_lines_and_their_descriptions() -> None:
    text = "a\nb [c](d.pdf)  \n![e](<f g.png>)\n\n- h\n- ![](i.png)\n\n|j|\n|-|\n|[k](#l)|\n"

    assert list(markdown.references(markdown.parse(text))) == [
        Reference(2, "d.pdf"),
        Reference(3, "f g.png", "e"),
        Reference(6, "i.png", ""),
        Reference(10, "#l"),
    ]


_PIECES = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "](",
            "[",
        ),
        *("![", ")", "<", ">", '"', "'", "`", "*", "_", "\n", "\n\n", "# ", "- ", "> ", "    "),
        *("&#x6a;avascript:", "&lt;", "data:text/html,x", "https://x.nl", "{#id}", "|", "\\", "\0"),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=40).map("".join))
def test_whatever_an_author_types_no_script_comes_of_it(text: str) -> None:
    page = _page(text)

    assert not _tags(page) & {"script", "iframe", "object", "embed", "form", "style", "svg"}
    for element in page.iterdescendants():
        assert set(element.attrib) <= {
            *("href", "title", "target", "rel", "src", "alt", "start", "download")
        }
    for address in page.xpath("//@href | //@src"):
        assert re.match(r"files/|#|https?:|mailto:|tel:", address, re.IGNORECASE)
