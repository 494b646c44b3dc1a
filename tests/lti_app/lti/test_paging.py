"""The Link header, as platforms write it (RFC 8288)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.lti.paging import next_url
from lti_app.lti.service import retry_after

BASE = "https://lms.nl/api/members?page=1"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (None, None),
        ("", None),
        ('<https://lms.nl/2>; rel="next"', "https://lms.nl/2"),
        ("<https://lms.nl/2>; rel=next", "https://lms.nl/2"),
        ('<https://lms.nl/2>; REL="NEXT"', "https://lms.nl/2"),
        ('<https://lms.nl/2>;rel = "next"', "https://lms.nl/2"),
        ('<?page=2&cursor=aBcD>; rel="next"', "https://lms.nl/api/members?page=2&cursor=aBcD"),
        ('</x>; rel="last", </y>; rel="next"', "https://lms.nl/y"),
        ('</1>; rel="current",</2>; rel="next",</1>; rel="first"', "https://lms.nl/2"),
        ('</9>; rel="last next"', "https://lms.nl/9"),
        ('</2>; title="een, twee; <drie>"; rel="next", </1>; rel="prev"', "https://lms.nl/2"),
        ('</1>; title="rel=\\"next\\""; rel="prev"', None),
        ('</2>; title="\\"x\\", </3>; rel=next"; rel="next"', "https://lms.nl/2"),
        ('</1>; rel="nextpage"', None),
        ('</1>; rel="prev"; x="next"', None),
        ("zomaar iets, <", None),
    ],
)
def test_the_next_page_is_found(header: str | None, found: str | None) -> None:
    assert next_url(header, BASE) == found


@given(st.lists(st.sampled_from(["first", "last", "prev", "current", "up"])), st.text("aBc,;=\"'"))
def test_next_is_found_among_any_others(others: list[str], title: str) -> None:
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    links = [f'</x>; title="{quoted}"; rel="{relation}"' for relation in others]
    links.insert(len(links) // 2, f'</goed>; title="{quoted}"; rel="next"')
    assert next_url(", ".join(links), BASE) == "https://lms.nl/goed"


@given(st.text(max_size=300))
def test_no_header_is_an_error(header: str) -> None:
    found = next_url(header, BASE)
    assert found is None or isinstance(found, str)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ((NOON + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 90.0),
        ((NOON - timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 0.0),
        ("morgen", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOON) == seconds
