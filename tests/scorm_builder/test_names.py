"""Human file names get plain ones that every platform keeps."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from scorm_builder.names import package_name

_HUMAN = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
_NEAR = st.from_regex(r"[a-zA-Z_.\- ]{1,6}(-[0-9a-f]{10})?(\.[a-zA-Z]{1,4})?", fullmatch=True)


@given(_HUMAN | _NEAR)
@example("Werkplaat 1 & 2 ~ 'versie' (définitief) #3%.pdf")
@example("con.pdf")
@example(".png")
@example("...")
@example("a" * 400 + ".pdf")
@example("Ω.ΠΔΦ")
def test_every_name_becomes_one_that_no_platform_changes(name: str) -> None:
    path = package_name(name)

    assert re.fullmatch(r"files/[a-z0-9][a-z0-9_-]*(\.[a-z0-9]{1,8})?", path)
    assert len(path) < 100


@given(_NEAR | _HUMAN, _NEAR | _HUMAN)
@example("Plaat.PDF", "plaat.pdf")
@example("plaat.pdf", "bijlagen/plaat.pdf")
@example("é.pdf", "e\u0301.pdf")
@example("b.pdf", package_name("B.pdf").removeprefix("files/"))
def test_two_names_never_share_a_place(one: str, other: str) -> None:
    assert (package_name(one) == package_name(other)) == (one == other)


def test_a_plain_name_is_kept_and_a_human_one_stays_readable() -> None:
    assert package_name("werkplaat-1.pdf") == "files/werkplaat-1.pdf"
    assert re.fullmatch(
        r"files/werkplaat-1-2-versie-definitief-3-[0-9a-f]{10}\.pdf",
        package_name("Werkplaat 1 & 2 ~ 'versie' (définitief) #3%.pdf"),
    )


def test_the_extension_is_kept_in_small_letters() -> None:
    assert package_name("Plaat.PDF").endswith(".pdf")
    assert package_name(".verborgen.png").endswith(".png")


def test_names_are_the_same_in_every_version() -> None:
    """Frozen: a link that an LMS has cached keeps working after a new upload."""
    assert package_name("Plaat.PDF") == "files/plaat-6e6ff3dfcd.pdf"
