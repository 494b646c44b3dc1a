"""What differs between the editions of SCORM, as data. Nothing asks which edition it is making.

Sources: SCORM 1.2 Content Aggregation Model (CAM), section 2.3; SCORM 2004 3rd and 4th Edition,
CAM chapters 3 to 5. The two editions of 2004 share all names and differ in their mark and schemas.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Node:
    """An XML element as data: names are ``prefix:name``, with the prefixes of the edition."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    children: tuple["Node", ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lom:
    """One XML binding of Learning Object Metadata: how it names what we tell.

    ``schemes`` are the metadata schemes followed; ``description_limit`` is in characters.
    """

    string: str
    language: str
    about: str
    scheme: str
    schemes: tuple[str, ...]
    learning_time: str
    duration: str
    description_limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of SCORM.

    ``format`` is its name on the command line and in the player's settings. ``namespaces`` maps
    the prefixes of the manifest, ``cp`` being the default. ``schemas`` maps a namespace's prefix
    to the schema at the package's root; ``control_documents`` is their folder in the environment,
    ``lom_schemas`` whether LOM's own come along. ``organization_attributes``, ``organization``
    and ``item`` are what the edition adds to those elements.
    """

    format: str
    name: str
    schema_version: str
    scorm_type: str
    namespaces: Mapping[str, str]
    schemas: Mapping[str, str]
    control_documents: str
    lom_schemas: bool
    lom: Lom
    organization_attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    organization: tuple[Node, ...] = ()
    item: tuple[Node, ...] = ()


_HIDDEN = ("previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll")
"""The platform's own buttons. The page closes itself; "abandon" would even drop what was saved."""

_NAVIGATION = Node(
    "adlnav:presentation",
    children=(
        Node(
            "adlnav:navigationInterface",
            children=tuple(Node("adlnav:hideLMSUI", text=button) for button in _HIDDEN),
        ),
    ),
)

_STARTS_BY_ITSELF = Node(
    "imsss:sequencing",
    children=(Node("imsss:controlMode", {"choice": "true", "flow": "true"}),),
)
"""Without flow a platform that follows sequencing shows a list of one item to choose from."""

_STATUS_BY_CONTENT = Node(
    "imsss:sequencing",
    children=(
        Node(
            "imsss:deliveryControls",
            {"completionSetByContent": "true", "objectiveSetByContent": "true"},
        ),
    ),
)
"""Without these a platform calls the SCO completed and passed as soon as it is left."""

_LOM_1_2 = Lom(
    string="langstring",
    language=f"{{{XML}}}lang",
    about="metametadata",
    scheme="metadatascheme",
    schemes=("ADL SCORM 1.2",),
    learning_time="typicallearningtime",
    duration="datetime",
    description_limit=1000,
)

_LOM_1_0 = Lom(
    string="string",
    language="language",
    about="metaMetadata",
    scheme="metadataSchema",
    schemes=("LOMv1.0", "ADLv1.0"),
    learning_time="typicalLearningTime",
    duration="duration",
    description_limit=2000,
)

_NAMESPACES_2004 = {
    "cp": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
    "adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
    "imsss": "http://www.imsglobal.org/xsd/imsss",
    "lom": "http://ltsc.ieee.org/xsd/LOM",
}

_SCHEMAS_2004 = {
    "cp": "imscp_v1p1.xsd",
    "adlcp": "adlcp_v1p3.xsd",
    "adlseq": "adlseq_v1p3.xsd",
    "adlnav": "adlnav_v1p3.xsd",
    "imsss": "imsss_v1p0.xsd",
    "lom": "lom.xsd",
}

SCORM_1_2 = Edition(
    format="scorm12",
    name="SCORM 1.2",
    schema_version="1.2",
    scorm_type="adlcp:scormtype",
    namespaces={
        "cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
        "lom": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
    },
    schemas={
        "cp": "imscp_rootv1p1p2.xsd",
        "adlcp": "adlcp_rootv1p2.xsd",
        "lom": "imsmd_rootv1p2p1.xsd",
    },
    control_documents="scorm12edition",
    lom_schemas=False,
    lom=_LOM_1_2,
)

SCORM_2004_3 = Edition(
    format="scorm2004-3",
    name="SCORM 2004 3rd Edition",
    schema_version="2004 3rd Edition",
    scorm_type="adlcp:scormType",
    namespaces=_NAMESPACES_2004,
    schemas=_SCHEMAS_2004,
    control_documents="scorm20043rdedition",
    lom_schemas=True,
    lom=_LOM_1_0,
    organization_attributes={"adlseq:objectivesGlobalToSystem": "false"},
    organization=(_STARTS_BY_ITSELF,),
    item=(_STATUS_BY_CONTENT, _NAVIGATION),
)

SCORM_2004_4 = Edition(
    format="scorm2004-4",
    name="SCORM 2004 4th Edition",
    schema_version="2004 4th Edition",
    scorm_type="adlcp:scormType",
    namespaces=_NAMESPACES_2004,
    schemas=_SCHEMAS_2004,
    control_documents="scorm20044thedition",
    lom_schemas=True,
    lom=_LOM_1_0,
    organization_attributes={"adlseq:objectivesGlobalToSystem": "false"},
    organization=(_STARTS_BY_ITSELF,),
    item=(_STATUS_BY_CONTENT, _NAVIGATION),
)

EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {edition.format: edition for edition in (SCORM_1_2, SCORM_2004_3, SCORM_2004_4)}
)
"""Every edition by its format."""
