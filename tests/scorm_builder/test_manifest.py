"""The manifest of every edition, judged by the schemas that lie in the package itself."""

import dataclasses
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from course.model import Module
from scorm_builder.editions import EDITIONS, SCORM_1_2, SCORM_2004_4, Edition
from scorm_builder.manifest import manifest, shorten
from scorm_builder.package import control_documents

XS = "http://www.w3.org/2001/XMLSchema"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


class _Mended(etree.Resolver):
    """Two schemas of SCORM 1.2 that libxml2 refuses, mended as they are read.

    ims_xml.xsd makes the xml namespace the default one, which XML Namespaces forbids; the W3C's
    xml.xsd says the same. In imsmd a wildcard overlaps the elements before it.
    """

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        give: Any = self
        if system_url.endswith("/ims_xml.xsd"):
            folder = control_documents(SCORM_2004_4)
            assert folder is not None
            return give.resolve_filename(str(folder / "xml.xsd"), context)
        if system_url.endswith("/imsmd_rootv1p2p1.xsd"):
            text = Path(system_url).read_text(encoding="utf-8").replace("##any", "##other")
            return give.resolve_string(text, context, base_url=system_url)
        return None


def _schema(root: etree._Element, folder: Path) -> etree.XMLSchema:
    """Compile what ``xsi:schemaLocation`` names, from the unpacked package alone."""
    words = root.get(SCHEMA_LOCATION, "").split()
    together = etree.Element(f"{{{XS}}}schema", targetNamespace="urn:together")
    for namespace, place in zip(words[::2], words[1::2], strict=True):
        etree.SubElement(
            together, f"{{{XS}}}import", namespace=namespace, schemaLocation=str(folder / place)
        )
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(_Mended())
    return etree.XMLSchema(etree.fromstring(etree.tostring(together), parser))


def _manifest(module: Module, edition: Edition, *, schemas: bool = False) -> etree._Element:
    data = manifest(module, edition, launch="index.html", files=["index.html"], schemas=schemas)
    return etree.fromstring(data)


def _texts(root: etree._Element, name: str) -> list[str]:
    return [_text(element) for element in root.iter(f"{{*}}{name}")]


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def test_the_manifest_is_valid_by_the_schemas_in_its_own_package(
    built: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path)
    root = etree.parse(str(tmp_path / "imsmanifest.xml")).getroot()

    _schema(root, tmp_path).assertValid(root)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "T" * 360, "description": "woord " * 1000, "keywords": ("k" * 1500,)},
        {"description": "", "keywords": (), "minutes": None},
        {"minutes": 0, "language": "en-GB"},
        {"title": "Regel\x0b een\nregel\ttwee \ufffe"},
    ],
)
def test_the_longest_and_the_barest_module_are_valid_too(
    module: Module, edition: Edition, built: Path, tmp_path: Path, change: dict[str, str]
) -> None:
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path)
    root = _manifest(dataclasses.replace(module, **change), edition, schemas=True)  # type: ignore[arg-type]

    _schema(root, tmp_path).assertValid(root)


def test_a_wrong_manifest_is_refused_by_those_schemas(built: Path, tmp_path: Path) -> None:
    """The judge judges: without this a lax wildcard could let everything through."""
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path)
    root = etree.parse(str(tmp_path / "imsmanifest.xml")).getroot()
    general = next(root.iter("{*}general"))
    etree.SubElement(general, f"{{{etree.QName(general).namespace}}}madeup")

    assert not _schema(root, tmp_path).validate(root)


def test_the_title_reads_the_same_wherever_it_stands(module: Module, edition: Edition) -> None:
    assert set(_texts(_manifest(module, edition), "title")) == {module.title}


def test_the_metadata_tells_title_language_description_keywords_and_duration(
    module: Module, edition: Edition
) -> None:
    lom = next(_manifest(module, edition).iter("{*}lom"))
    time = next(lom.iter("{*}typicallearningtime", "{*}typicalLearningTime"))

    assert _texts(lom, "title") == [module.title]
    assert _texts(lom, "language") == ["nl"]
    assert _texts(lom, "description") == [module.description]
    assert _texts(lom, "keyword") == list(module.keywords)
    assert _text(time) == "PT1H30M"


def test_a_long_title_is_cut_at_a_word_for_the_list_and_whole_in_the_metadata(
    module: Module, edition: Edition
) -> None:
    title = "woord " * 59 + "slot12"
    root = _manifest(dataclasses.replace(module, title=title), edition)

    short = _texts(next(root.iter("{*}organizations")), "title")
    assert all(len(text) <= 200 and text.endswith("woord…") for text in short)
    assert _texts(next(root.iter("{*}lom")), "title") == [title]


def test_a_description_of_1_2_stays_within_1000_characters(module: Module) -> None:
    root = _manifest(dataclasses.replace(module, description="woord " * 900), SCORM_1_2)

    (text,) = _texts(next(root.iter("{*}lom")), "description")
    assert 990 <= len(text) <= 1000


def test_identifiers_come_from_the_module_and_never_change(
    module: Module, edition: Edition
) -> None:
    """Frozen: Moodle tells SCOs apart by the item's identifier."""
    changed = dataclasses.replace(module, title="Anders", parts=module.parts[:1])
    for version in (module, changed):
        root = _manifest(version, edition)
        assert [
            element.get("identifier") for element in root.iter("{*}*") if element.get("identifier")
        ] == [
            "werkpakket-9.manifest",
            "werkpakket-9.organization",
            "werkpakket-9",
            "werkpakket-9.resource",
        ]


def test_each_edition_carries_its_own_marks() -> None:
    module = Module(id="m", title="M")
    found = {}
    for name, edition in EDITIONS.items():
        root = _manifest(module, edition)
        resource = next(root.iter("{*}resource"))
        (mark,) = [
            etree.QName(key).localname for key in resource.attrib if str(key).startswith("{")
        ]
        found[name] = (_texts(root, "schemaversion"), mark)

    assert found == {
        "scorm12": (["1.2"], "scormtype"),
        "scorm2004-3": (["2004 3rd Edition"], "scormType"),
        "scorm2004-4": (["2004 4th Edition"], "scormType"),
    }


@pytest.mark.parametrize("name", ["scorm2004-3", "scorm2004-4"])
def test_2004_leaves_the_status_to_the_page_and_hides_the_platforms_buttons(name: str) -> None:
    root = _manifest(Module(id="m", title="M"), EDITIONS[name])
    delivery = next(root.iter("{*}deliveryControls"))

    assert dict(delivery.items()) == {
        "completionSetByContent": "true",
        "objectiveSetByContent": "true",
    }
    assert (
        next(root.iter("{*}organization")).get(
            "{http://www.adlnet.org/xsd/adlseq_v1p3}objectivesGlobalToSystem"
        )
        == "false"
    )
    assert {"previous", "continue", "exitAll"} <= set(_texts(root, "hideLMSUI"))


def test_without_schemas_none_is_pointed_to(module: Module, edition: Edition) -> None:
    assert _manifest(module, edition).get(SCHEMA_LOCATION) is None


def test_addresses_are_percent_encoded(edition: Edition) -> None:
    data = manifest(
        Module(id="m", title="M"),
        edition,
        launch="a b.html",
        files=["a b.html", "é#.css"],
        schemas=False,
    )
    root = etree.fromstring(data)

    assert [e.get("href") for e in root.iter("{*}resource", "{*}file")] == [
        "a%20b.html",
        "a%20b.html",
        "%C3%A9%23.css",
    ]


def test_what_is_too_long_is_cut_and_what_fits_is_not() -> None:
    assert shorten("een  twee\ndrie", 14) == "een twee drie"
    assert shorten("een twee drie", 12) == "een twee…"
    assert shorten("x" * 20, 10) == "x" * 9 + "…"
