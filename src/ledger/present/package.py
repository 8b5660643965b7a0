"""An .xlsx package whose parts are replaced one by one; untouched parts keep their very bytes.

Compressed bytes of untouched parts are copied raw, so that stamping a workbook costs about a
millisecond and everything that is not ours stays as it was.
"""

import io
import posixpath
import struct
import zipfile
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from xml.etree import ElementTree as ET

from ledger.present.packing import Packed, PackedPart, packed, written

_LOCAL_NAME_LENGTHS = struct.Struct("<2H")
_LOCAL_FIXED = 30
_NAME_LENGTHS_AT = 26

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK = "xl/workbook.xml"


class Package:
    """An .xlsx file in memory.

    Attributes:
        names: Part names, in the package's order.
    """

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Args:
            data: The file's bytes; they have passed the gate (`read/guard/gate.py`) or are our own.
        """
        self._data = data
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._infos = {info.filename: info for info in self._zip.infolist()}
        self.names = tuple(self._infos)

    def read(self, name: str) -> bytes:
        """Return a part's uncompressed bytes (KeyError if there is none)."""
        return self._zip.read(self._infos[name])

    @cached_property
    def sheet_parts(self) -> Mapping[str, str]:
        """Part names by sheet name, in the order of the tabs."""
        targets = _relations(self, WORKBOOK)
        root = ET.fromstring(self.read(WORKBOOK))  # noqa: S314 - gated before, or our own
        sheets = root.iter(f"{_MAIN}sheet")
        return MappingProxyType({s.attrib["name"]: targets[s.attrib[_REL_ID]] for s in sheets})

    @cached_property
    def table_parts(self) -> Mapping[str, tuple[str, str]]:
        """`(sheet name, part name)` by the table's display name."""
        return MappingProxyType(
            {key: (sheet, part) for key, (sheet, part, _) in self._tables.items()}
        )

    @cached_property
    def table_areas(self) -> Mapping[str, tuple[str, str]]:
        """`(sheet name, range)` by the table's display name."""
        return MappingProxyType(
            {key: (sheet, ref) for key, (sheet, _, ref) in self._tables.items()}
        )

    @cached_property
    def _tables(self) -> Mapping[str, tuple[str, str, str]]:
        """Sheet, part and range of each table."""
        found: dict[str, tuple[str, str, str]] = {}
        for sheet, part in self.sheet_parts.items():
            for target in _relations(self, part).values():
                if posixpath.dirname(target).endswith("tables"):
                    root = ET.fromstring(self.read(target))  # noqa: S314 - as above
                    ref = root.attrib.get("ref", "")
                    found[root.attrib["displayName"]] = (sheet, target, ref)
        return MappingProxyType(found)

    def related(self, part: str) -> tuple[str, ...]:
        """Return the parts that a part refers to, as its relations list them."""
        return tuple(_relations(self, part).values())

    def replaced(self, changes: Mapping[str, bytes | Packed | None]) -> bytes:
        """Return the package with some parts exchanged, dropped (None) or added at the end.

        Args:
            changes: New bytes by part name, compressed or not; None drops a part.
        """
        entries: list[PackedPart] = []
        for name in self.names:
            if name not in changes:
                entries.append(PackedPart(name, self.part(name)))
                continue
            changed = changes[name]
            if changed is not None:
                entries.append(PackedPart(name, _part(changed)))
        added = (name for name in changes if name not in self._infos)
        entries += [
            PackedPart(name, _part(data)) for name in added if (data := changes[name]) is not None
        ]
        return written(entries)

    def part(self, name: str) -> Packed:
        """Return a part as it stands in the package, compressed (KeyError if there is none)."""
        info = self._infos[name]
        return Packed(info.compress_type, info.CRC, info.file_size, self._raw(info))

    def _raw(self, info: zipfile.ZipInfo) -> bytes:
        at = info.header_offset + _NAME_LENGTHS_AT
        name, extra = _LOCAL_NAME_LENGTHS.unpack_from(self._data, at)
        start = info.header_offset + _LOCAL_FIXED + name + extra
        return self._data[start : start + info.compress_size]


def _relations(package: Package, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    source = f"{folder}/_rels/{name}.rels"
    if source not in package.names:
        return {}
    root = ET.fromstring(package.read(source))  # noqa: S314 - gated before, or our own
    return {
        r.attrib["Id"]: posixpath.normpath(posixpath.join("/", folder, r.attrib["Target"]))[1:]
        for r in root
        if r.attrib.get("TargetMode") != "External"
    }


def _part(data: bytes | Packed) -> Packed:
    return data if isinstance(data, Packed) else packed(data)
