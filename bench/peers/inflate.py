"""The floor under reading workbooks: their bytes, and every part inflated; nothing is parsed."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

_LOCAL_HEADER = 30
_NAME_LENGTH, _EXTRA_LENGTH = 26, 28


def inflated(data: bytes) -> int:
    """Return how many bytes the parts of a package come to; no checksum is looked at."""
    size = 0
    for part in zipfile.ZipFile(io.BytesIO(data)).infolist():
        head = part.header_offset
        begins = head + _LOCAL_HEADER
        begins += _number(data, head + _NAME_LENGTH) + _number(data, head + _EXTRA_LENGTH)
        raw = data[begins : begins + part.compress_size]
        size += len(zlib.decompress(raw, -zlib.MAX_WBITS) if part.compress_type else raw)
    return size


def read_and_inflate(files: Iterable[Path]) -> int:
    """Return how many bytes the parts of all files come to."""
    return sum(inflated(path.read_bytes()) for path in files)


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")
