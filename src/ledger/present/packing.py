"""How the parts of a package are compressed and laid out, and packages that are much alike.

A part of which most is the same in many packages is put together of stretches that were compressed
one by one: deflate blocks that end on a byte, none of them the last (RFC 1951), with an empty last
one behind them. Whatever inflates a part reads them as one.
"""

import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_STORED = struct.Struct("<B2H")
_UTF8 = 0x800
_VERSION = 20
_DOS_TIME, _DOS_DATE = 0, 33  # 1980-01-01 00:00, so that the same content is the same package
_LEVEL = 6
QUICK = 3
"""The level for what is compressed anew for every package: half the work, a tenth more bytes."""
_LEAST_WINDOW, _LARGEST_WINDOW = 9, 15
"""zlib's windows, as powers of two; it clears one before it begins."""
_WINDOW_AND_MEMORY = 7
_LAST_BLOCK = b"\x03\x00"
_LONGEST_STORED = 0xFFFF


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


class PackedPart(NamedTuple):
    """A part with its name."""

    name: str
    part: Packed


class Stretch(NamedTuple):
    """Bytes of a part that are compressed by themselves.

    Attributes:
        plain: The bytes.
        squeezed: They, in deflate blocks that end on a byte.
    """

    plain: bytes
    squeezed: bytes


def packed(data: bytes, level: int = _LEVEL) -> Packed:
    """Compress a part.

    Args:
        data: Its bytes.
        level: How hard to try.
    """
    squeezer = _squeezer(len(data), level)
    squeezed = squeezer.compress(data) + squeezer.flush()
    return Packed(zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data), squeezed)


def stretch(data: bytes, level: int = _LEVEL) -> Stretch:
    """Compress a stretch of a part.

    Args:
        data: Its bytes.
        level: How hard to try.
    """
    squeezer = _squeezer(len(data), level)
    return Stretch(data, squeezer.compress(data) + squeezer.flush(zlib.Z_SYNC_FLUSH))


def _squeezer(size: int, level: int) -> "zlib._Compress":
    """Return what compresses so many bytes, with no larger a window than they need."""
    window = min(max(size.bit_length(), _LEAST_WINDOW), _LARGEST_WINDOW)
    return zlib.compressobj(level, zlib.DEFLATED, -window, window - _WINDOW_AND_MEMORY)


def word(data: bytes) -> Stretch:
    """Return a few bytes as a stretch: they stand there as they are.

    Raises:
        ValueError: They are more than a block holds.
    """
    count = len(data)
    if count > _LONGEST_STORED:
        raise ValueError(count)
    return Stretch(data, _STORED.pack(0, count, count ^ _LONGEST_STORED) + data)


def joined(stretches: Sequence[Stretch]) -> Packed:
    """Put a part together."""
    plain = b"".join([one.plain for one in stretches])
    squeezed = b"".join([*(one.squeezed for one in stretches), _LAST_BLOCK])
    return Packed(zipfile.ZIP_DEFLATED, zlib.crc32(plain), len(plain), squeezed)


class Stencil:
    """A package of which most parts stay; these are laid out once, the others behind them."""

    def __init__(self, entries: Iterable[PackedPart], own: Collection[str]) -> None:
        """Lay out what stays.

        Args:
            entries: The parts of the package.
            own: Names of those that every package has for itself.
        """
        listed = list(entries)
        self._kept = [entry for entry in listed if entry.name not in own]
        self._own = [entry.name for entry in listed if entry.name in own]
        self._local, self._central = _laid_out(self._kept, 0)

    def filled(self, parts: Mapping[str, Packed]) -> bytes:
        """Return a package.

        Args:
            parts: The parts that it has for itself, all of them.
        """
        own = [PackedPart(name, parts[name]) for name in self._own]
        local, central = _laid_out(own, len(self._local))
        return _ended(self._local + local, self._central + central, len(self._kept) + len(own))


def written(entries: Sequence[PackedPart]) -> bytes:
    """Return the package of some parts."""
    return _ended(*_laid_out(entries, 0), len(entries))


def _laid_out(entries: Sequence[PackedPart], begin: int) -> tuple[bytes, bytes]:
    """Return parts as they stand in a package from a place on, and their directory."""
    local: list[bytes] = []
    central: list[bytes] = []
    at = begin
    for name_, part in entries:
        name = name_.encode()
        shared = (
            _VERSION,
            0 if name.isascii() else _UTF8,
            part.method,
            _DOS_TIME,
            _DOS_DATE,
            part.crc,
            len(part.data),
            part.size,
            len(name),
            0,
        )
        central += (_CENTRAL.pack(b"PK\1\2", _VERSION, *shared, 0, 0, 0, 0, at), name)
        head = _LOCAL.pack(b"PK\3\4", *shared)
        local += (head, name, part.data)
        at += len(head) + len(name) + len(part.data)
    return b"".join(local), b"".join(central)


def _ended(local: bytes, central: bytes, count: int) -> bytes:
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), len(local), 0)
    return b"".join((local, central, end))
