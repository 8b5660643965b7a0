"""The bundle's parts as CycloneDX (SBOM), drawn from the same list as its licences."""

import json
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.utils import canonicalize_name

from bundle.lists import Licensed
from bundle.targets import TARGETS
from bundle.wheels import OWN, Wheel, needed


def sbom(wheels: Sequence[Wheel], licensed: Sequence[Licensed]) -> bytes:
    """Return the bill of materials: the same bytes for the same wheels.

    Args:
        wheels: The wheels of the bundle.
        licensed: Under what they may be used, in the same order.
    """
    bom = Bom()
    digests = " ".join(one.sha256 for one in wheels)
    bom.serial_number = uuid5(NAMESPACE_URL, digests)
    parts = {wheel: _component(wheel, said) for wheel, said in zip(wheels, licensed, strict=True)}
    for wheel, part in parts.items():
        if wheel.name == OWN:
            bom.metadata.component = part
        else:
            bom.components.add(part)
        asked = {canonicalize_name(n.name) for t in TARGETS for n in needed(wheel, t)}
        bom.register_dependency(part, [parts[one] for one in parts if one.name in asked])
    told = json.loads(JsonV1Dot6(bom).output_as_string())
    told["metadata"].pop("timestamp", None)
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _component(wheel: Wheel, said: Licensed) -> Component:
    version = str(wheel.version)
    place = PackageURL("pypi", None, wheel.name, version, {"file_name": wheel.path.name})
    return Component(
        name=wheel.name,
        version=version,
        type=ComponentType.APPLICATION if wheel.name == OWN else ComponentType.LIBRARY,
        bom_ref=wheel.path.name,
        purl=place,
        supplier=OrganizationalEntity(name="talent-ledger") if wheel.name == OWN else None,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=wheel.sha256)],
        licenses=[DisjunctiveLicense(name=said.licence)] if said.licence else None,
    )
