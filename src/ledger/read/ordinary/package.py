"""The parts of an ordinary package, each inflated once: by size, checksum and encoding."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ledger.read.guard.active import without_active
from ledger.read.guard.archive import directory, joints, outside
from ledger.read.guard.kind import STRICT, TYPES, main_of
from ledger.read.guard.limits import MEGABYTE, Limits
from ledger.read.guard.parts import Parts, Relation, connected
from ledger.read.guard.well_formed import is_binary, plain_xml
from ledger.read.ordinary.seen import ByBytes, NotOrdinary

_LARGEST = 100 * MEGABYTE
"""Bytes of all parts together; of larger books the careful reader needs less memory."""
_LOCAL = struct.Struct("<4s2xHH16xHH")
"""What stands before a part: mark, flags, method, and how long its name and the rest are."""
_LOCAL_MARK = b"PK\x03\x04"
_UTF8 = 0x800
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_FOLLOWED = frozenset({"officeDocument", "worksheet", "sharedStrings", "styles", "table"})
"""Kinds of relations by which cells are found: read by their last word here, whole elsewhere."""
_RAW_DEFLATE = -15


class _Inflated(NamedTuple):
    """A part as it was inflated: how it was packed, and whether it was looked at as XML."""

    method: int
    checksum: int
    is_xml: bool
    text: bytes


class _Skeleton(NamedTuple):
    """How the parts of a package hang together: its main part, and what refers to what."""

    main: str
    relations: Mapping[str, Sequence[Relation]]


_PARTS: ByBytes[_Inflated] = ByBytes(32 * MEGABYTE)
_SKELETONS: ByBytes[_Skeleton] = ByBytes(2 * MEGABYTE)


def parts_of(data: bytes, limits: Limits) -> Parts:
    """Return the parts of a package, all of them inflated.

    Args:
        data: The file's bytes.
        limits: How large it may be.

    Raises:
        NotOrdinary: It is packed in another way, or large.
        Suspicious: The careful reader would refuse it.
    """
    outside(data, limits)
    archive = zipfile.ZipFile(io.BytesIO(data))
    if sum(info.file_size for info in archive.infolist()) > _LARGEST:
        raise NotOrdinary
    directory(archive, limits)
    joints(data, archive)
    texts = {info.filename: _text(data, info) for info in archive.infolist()}
    skeleton = _skeleton(archive, texts, limits)
    if STRICT in texts[skeleton.main]:
        raise NotOrdinary
    return Parts(archive, skeleton.main, texts, dict(skeleton.relations))


def _text(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """Return a part's text; one that was packed like it was looked at before."""
    mark, flags, method, named, more = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size
    name = info.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437")
    same = (flags, method) == (info.flag_bits, info.compress_type)
    if mark != _LOCAL_MARK or not same or data[start : start + named] != name:
        raise NotOrdinary
    start += named + more
    packed = data[start : start + info.compress_size]
    is_xml = not is_binary(info.filename)
    seen = _PARTS.known(packed)
    if seen is None or (seen.method, seen.checksum, seen.is_xml) != (method, info.CRC, is_xml):
        text = _inflated(packed, info)
        if is_xml:
            plain_xml(info.filename, text)
        seen = _PARTS.keep(packed, _Inflated(method, info.CRC, is_xml, text), len(text))
    if len(seen.text) != info.file_size:
        raise NotOrdinary
    return seen.text


def _inflated(packed: bytes, info: zipfile.ZipInfo) -> bytes:
    text = packed
    if info.compress_type == zipfile.ZIP_DEFLATED:
        inflating = zlib.decompressobj(_RAW_DEFLATE)
        text = inflating.decompress(packed, info.file_size + 1)
        if not inflating.eof or inflating.unused_data:
            raise NotOrdinary
    if len(text) != info.file_size or zlib.crc32(text) != info.CRC:
        raise NotOrdinary
    return text


def _skeleton(archive: zipfile.ZipFile, texts: Mapping[str, bytes], limits: Limits) -> _Skeleton:
    """Return how the parts hang together; packages of one template do so in one way."""
    infos = archive.infolist()
    if TYPES not in texts or any(i.is_dir() or i.filename != i.orig_filename for i in infos):
        raise NotOrdinary
    said = [repr((limits.active, list(texts))).encode(), texts[TYPES]]
    said += [text for name, text in texts.items() if name.endswith(".rels")]
    key = b"".join(b"%d:%s" % (len(text), text) for text in said)
    if (known := _SKELETONS.known(key)) is not None:
        return known
    parts = Parts(archive, main_of(archive), texts)
    without_active(parts, limits)
    connected(parts)
    relations = {name: parts.relations(name) for name in ("", *texts)}
    for name, text in texts.items():
        if name.endswith(".rels") and not all(map(_is_ordinary, ET.fromstring(text))):  # noqa: S314 - as everywhere behind `plain_xml`
            raise NotOrdinary
    if "officeDocument" not in {one.kind for one in relations[""]}:
        raise NotOrdinary
    return _SKELETONS.keep(key, _Skeleton(parts.main, relations), len(key))


def _is_ordinary(link: ET.Element) -> bool:
    """Whether an entry is a relation, and says its kind as every program does."""
    kind = link.attrib.get("Type", "")
    last = kind.rpartition("/")[2]
    return link.tag == _LINK and (last not in _FOLLOWED or kind == _OFFICE + last)
