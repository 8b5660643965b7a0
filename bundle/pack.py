"""A folder as one zip: the same bytes for the same content, whoever packs it and when."""

import hashlib
import io
import zipfile
from collections.abc import Mapping

_MOMENT = (2026, 1, 1, 0, 0, 0)
_PLAIN = 0o644 << 16
_STORED = (".whl", ".zip", ".xlsx", ".xlam", ".pdf", ".png")
"""What is compressed already."""
SUMS = "SHA256SUMS.txt"


def summed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files with the list of their digests, by which the installer looks at them first.

    Args:
        files: Content by path within the bundle.
    """
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: "".join(lines).encode()}


def packed(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return files as a zip.

    Args:
        files: Content by path within the bundle.
        folder: The folder that the zip opens to.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _MOMENT)
            entry.create_system, entry.external_attr = 3, _PLAIN
            stored = name.endswith(_STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=None if stored else 9)
    return held.getvalue()
