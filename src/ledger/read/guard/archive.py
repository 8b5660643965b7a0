"""The outer shape of a workbook's file: one ZIP archive from its first byte to its last.

Readers find an archive's directory each in their own way, so two archives in one file, or bytes
before, between or behind the parts, may be one workbook to one reader and another to the next.
"""

import struct
import zipfile

from ledger.read.guard.limits import MEGABYTE, Limits, Suspicious

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RIGHTS = tuple(
    name.encode("utf-16-le")
    for name in ("DRMEncrypted", "DRMContent", "DRMViewerContent", "DRMTransform")
)
"""Names in a file whose readers a server decides (秘密度ラベル, IRM): it has no password."""
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE, _END_64_SIZE = 22, 20, 56
_UNKNOWN = 0xFFFFFFFF
_MANY = 0xFFFF
_LOCAL_SIZE = 30
_DESCRIBED_BEHIND = 8
"""Flag of a part whose sizes stand in a descriptor behind it."""
_DESCRIPTORS = (12, 16, 20, 24)
_BIG = 4 * MEGABYTE


def outside(data: bytes, limits: Limits) -> None:
    """Look at the file as a whole: size and first bytes.

    Raises:
        Suspicious: It is too large, or no ZIP archive.
    """
    if not data:
        raise Suspicious("not-xlsx", "中身が空です")
    if len(data) > limits.file:
        raise Suspicious("too-heavy", f"{len(data) // MEGABYTE}MBあります")
    if data.startswith(_OLE):
        if any(name in data for name in _RIGHTS):
            raise Suspicious("rights-protected")
        raise Suspicious("password" if _ENCRYPTED in data else "old-format")
    if not data.startswith(b"PK"):
        raise Suspicious("not-xlsx", "ZIP形式ではありません")


def directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Look at the archive's directory: names, methods, sizes.

    Raises:
        Suspicious: Something is too large, enciphered, or named as no part of a package is.
    """
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(infos) > limits.parts:
        raise Suspicious("too-heavy", f"部品が{len(infos)}個あります")
    if len({name.lower() for name in names}) != len(names):
        raise Suspicious("broken-zip", "同じ名前の部品があります")
    if any("\\" in n or n.startswith("/") or ".." in n.split("/") or ":" in n for n in names):
        raise Suspicious("broken-zip", "部品の名前が不正です")
    for info in infos:
        if info.flag_bits & 1:
            raise Suspicious("password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Suspicious("broken-zip", "圧縮の方式が違います")
        if info.file_size > _BIG and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise Suspicious("too-heavy", "極端に圧縮された部品があります")
    if sum(info.file_size for info in infos) > limits.inflated:
        raise Suspicious("too-heavy", "展開すると大きすぎます")


def joints(data: bytes, archive: zipfile.ZipFile) -> None:
    """Look whether the file is one archive and nothing besides.

    Raises:
        Suspicious: Bytes stand before, between or behind the parts and the directory, as where two
            archives were joined.
    """
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    at = 0
    for info, following in zip(infos, [*infos[1:], None], strict=True):
        if info.header_offset != at:
            raise Suspicious("broken-zip", "部品の前か間に余計なデータがあります")
        named, more = struct.unpack_from("<HH", data, at + 26)
        end = at + _LOCAL_SIZE + named + more + info.compress_size
        at = archive.start_dir if following is None else following.header_offset
        described = info.flag_bits & _DESCRIBED_BEHIND and at - end in _DESCRIPTORS
        if at != end and not described:
            raise Suspicious("broken-zip", "部品の間に余計なデータがあります")
    _ending(data, len(infos), archive.start_dir)


def _ending(data: bytes, count: int, start: int) -> None:
    """Look whether the file ends with its directory and the one record that says so."""
    at = data.rfind(_END)
    (disk, first, here, total, size, _, comment) = struct.unpack_from("<4H2IH", data, at + 4)
    wide = data[at - _LOCATOR_SIZE : at].startswith(_END_64)
    before = at - _LOCATOR_SIZE - _END_64_SIZE if wide else at
    counted = here == total and (total == count or (wide and total == _MANY))
    follows = start + size == before or (wide and size == _UNKNOWN)
    if disk or first or not counted or not follows:
        raise Suspicious("broken-zip", "部品の一覧が合いません")
    if at + _END_SIZE + comment != len(data) or b"PK" in data[at + _END_SIZE :]:
        raise Suspicious("broken-zip", "ファイルの終わりに余計なデータがあります")
