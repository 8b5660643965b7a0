"""An .xlsx package whose parts are replaced one by one; untouched parts keep their very bytes.

Compressed bytes of untouched parts are copied raw, so that stamping a workbook costs about a
millisecond and everything that is not ours stays as it was.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_NAME_LENGTHS = struct.Struct("<2H")
_LOCAL_FIXED = 30
_NAME_LENGTHS_AT = 26
_UTF8 = 0x800
_VERSION = 20
_DOS_TIME, _DOS_DATE = 0, 33  # 1980-01-01 00:00, so that the same content is the same package
_LEVEL = 6

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK = "xl/workbook.xml"


class Packed(NamedTuple):
    """A part's bytes as they stand in a package, so that many packages can share the work.

    Attributes:
        method: How they are compressed.
        crc: Their checksum.
        size: How many there are.
        data: They, compressed.
    """

    method: int
    crc: int
    size: int
    data: bytes


class _Entry(NamedTuple):
    name: str
    part: Packed


class Package:
    """An .xlsx file in memory.

    Attributes:
        names: Part names, in the package's order.
    """

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Args:
            data: The file's bytes; they have passed the gate (`read/guard.py`) or are our own.
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
        entries: list[_Entry] = []
        for name, info in self._infos.items():
            if name not in changes:
                own = Packed(info.compress_type, info.CRC, info.file_size, self._raw(info))
                entries.append(_Entry(name, own))
                continue
            changed = changes[name]
            if changed is not None:
                entries.append(_Entry(name, _part(changed)))
        added = (name for name in changes if name not in self._infos)
        entries += [
            _Entry(name, _part(data)) for name in added if (data := changes[name]) is not None
        ]
        return _written(entries)

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


def packed(data: bytes) -> Packed:
    """Compress a part."""
    squeezer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    squeezed = squeezer.compress(data) + squeezer.flush()
    return Packed(zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data), squeezed)


def _part(data: bytes | Packed) -> Packed:
    return data if isinstance(data, Packed) else packed(data)


def _written(entries: list[_Entry]) -> bytes:
    out = bytearray()
    directory = bytearray()
    for entry in entries:
        name = entry.name.encode()
        flags = 0 if name.isascii() else _UTF8
        shared = (
            _VERSION,
            flags,
            entry.part.method,
            _DOS_TIME,
            _DOS_DATE,
            entry.part.crc,
            len(entry.part.data),
            entry.part.size,
            len(name),
            0,
        )
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *shared, 0, 0, 0, 0, len(out)) + name
        out += _LOCAL.pack(b"PK\3\4", *shared) + name + entry.part.data
    count = len(entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + end)
