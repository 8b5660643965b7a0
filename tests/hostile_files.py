"""Files that nobody should be able to hurt the program with, made out of a good form.

Each is one of `faults` §2.1-2.3 as it would lie in the inbox: damaged, swollen, hiding something,
or written so that readers disagree. Three more are read by a reader that is made to die, to spin
and to eat all memory; they stand for what nobody has met yet.
"""

import faulthandler
import io
import os
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from warnings import catch_warnings, simplefilter

from ledger.read.codes import Codes
from ledger.read.self_reports.report import Unreadable
from ledger.read.submissions import Given, read_given

Parts = dict[str, bytes]

DIES, SPINS, EATS = b"<!-- dies -->", b"<!-- spins -->", b"<!-- eats -->"
"""Marks by which `hostile_reader` knows what to do."""
SHEET = "xl/worksheets/sheet1.xml"
BOOK, TYPES, STYLES = "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"
_BILLION = (
    b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
_DECLARATION = re.compile(rb"^<\?xml[^>]*\?>")
_SHIFT_JIS = b'<?xml version="1.0" encoding="Shift_JIS"?>'
_OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def parts_of(book: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def _with(part: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def made(form: bytes) -> bytes:
        parts = parts_of(form)
        parts[part] = change(parts[part])
        return packed(parts)

    return made


def _more(**added: bytes) -> Callable[[bytes], bytes]:
    names = {name.replace("__", "/").replace("_dot_", "."): data for name, data in added.items()}
    return lambda form: packed({**parts_of(form), **names})


def _without(part: str) -> Callable[[bytes], bytes]:
    return lambda form: packed({k: v for k, v in parts_of(form).items() if k != part})


def _in_rows(rows: bytes) -> Callable[[bytes], bytes]:
    """Put rows behind all others of the first sheet."""
    return _with(SHEET, lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>"))


def _behind_declaration(doctype: bytes) -> Callable[[bytes], bytes]:
    return lambda text: re.sub(rb"^(<\?xml[^>]*\?>)?", lambda m: m[0] + doctype, text, count=1)


def _flipped(form: bytes) -> bytes:
    middle = len(form) // 2
    return form[:middle] + bytes([form[middle] ^ 0x10]) + form[middle + 1 :]


def _locked(form: bytes) -> bytes:
    """Set the flag of an encrypted part in the directory and before the part."""
    changed = bytearray(form)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        (flags,) = struct.unpack_from("<H", changed, start + at)
        struct.pack_into("<H", changed, start + at, flags | 1)
    return bytes(changed)


def _lying(form: bytes) -> bytes:
    """Let the directory say that the first part holds 4 GB."""
    changed = bytearray(form)
    struct.pack_into("<L", changed, changed.find(b"PK\x01\x02") + 24, 0xFFFFFFF0)
    return bytes(changed)


def _twice(form: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made, catch_warnings():
        simplefilter("ignore", UserWarning)  # that is what is wanted
        for name, data in [*parts_of(form).items(), (SHEET, b"<worksheet/>")]:
            made.writestr(name, data)
    return out.getvalue()


def _cells(count: int, cell: bytes) -> bytes:
    row = cell * 100 + b"</row>"
    return b"".join(b'<row r="%d">' % number + row for number in range(9_000, 9_000 + count // 100))


FILES: dict[str, Callable[[bytes], bytes]] = {
    "空": lambda _: b"",
    "途中まで": lambda form: form[: len(form) // 2],
    "終わりがない": lambda form: form[:-30],
    "でたらめ": lambda form: bytes(reversed(form)),
    "HTML": lambda _: b"<html><table><tr><td>1</td></tr></table></html>",
    "CSV": lambda _: "職員番号,氏名\n00123,乙山\n".encode(),
    "古い形式": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000),
    "1ビット違い": _flipped,
    "暗号の印": _locked,
    "4GBと偽る": _lying,
    "同じ名前の部品": _twice,
    "LZMA": lambda form: packed(parts_of(form), zipfile.ZIP_LZMA),
    "圧縮しない": lambda form: packed(parts_of(form), zipfile.ZIP_STORED)[:-1],
    "上の階の名前": _more(**{"..__..__evil_dot_txt": b"x"}),
    "逆の区切りの名前": lambda form: packed({**parts_of(form), "xl\\evil.xml": b"<a/>"}),
    "爆弾(圧縮率)": _more(xl__big_dot_xml=b" " * (30 << 20)),
    "爆弾(合計)": _more(**{f"xl__media__p{n}_dot_bin": bytes(20 << 20) for n in range(6)}),
    "部品が多い": _more(**{f"xl__s{n}_dot_xml": b"<a/>" for n in range(2_000)}),
    "ZIPの中のZIP": lambda form: packed({"a.xlsx": form}),
    "マクロ": _more(xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0"),
    "埋め込み": _more(xl__embeddings__oleObject1_dot_bin=b"\xd0\xcf\x11\xe0"),
    "外部リンク": _more(xl__externalLinks__externalLink1_dot_xml=b"<externalLink/>"),
    "接続": _more(xl__connections_dot_xml=b"<connections/>"),
    "実体の爆発": _with(SHEET, _behind_declaration(_BILLION)),
    "実体の爆発(ブック)": _with(BOOK, _behind_declaration(_BILLION)),
    "外のファイルの実体": _with(SHEET, _behind_declaration(_OUTSIDE)),
    "外のDTD": _with(STYLES, _behind_declaration(b'<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">')),
    "UTF-16": _with(SHEET, lambda text: text.decode().encode("utf-16")),
    "シフトJISと言う": _with(SHEET, lambda text: _SHIFT_JIS + _DECLARATION.sub(b"", text)),
    "制御文字": _with(SHEET, lambda text: text.replace(b"<sheetData>", b"<sheetData>\x01")),
    "閉じていない": _with(SHEET, lambda text: text.replace(b"</sheetData>", b"")),
    "深い入れ子": _in_rows(b"<x>" * 200_000 + b"</x>" * 200_000),
    "12MBの文字": _in_rows(
        b'<row r="9000"><c r="A9000" t="inlineStr"><is><t>'
        + b"x" * (12 << 20)
        + b"</t></is></c></row>"
    ),
    "離れたセル": _in_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "番地のないセル": _in_rows(b'<row r="9000"><c r="A0"><v>1</v></c></row>'),
    "大きすぎる番地": _in_rows(b'<row r="9000"><c r="ZZZZ99999999"><v>1</v></c></row>'),
    "同じ行が2度": _in_rows(b'<row r="1"><c r="A1"><v>1</v></c></row>'),
    "セルが多い": _in_rows(_cells(400_000, b"<c><v>1</v></c>")),
    "空のセルが多い": _in_rows(_cells(1_000_000, b'<c s="0"/>')),
    "書式がない": _without(STYLES),
    "シートの部品がない": _without(SHEET),
    "種類の一覧がない": _without(TYPES),
    "関係の一覧がない": _without("xl/_rels/workbook.xml.rels"),
    "書式が多い": _with(
        STYLES, lambda t: t.replace(b"</cellXfs>", b'<xf numFmtId="0"/>' * 60_000 + b"</cellXfs>")
    ),
    "名前が多い": _with(
        BOOK,
        lambda t: t.replace(
            b"</definedNames>",
            b"".join(b'<definedName name="n%d">1</definedName>' % n for n in range(60_000))
            + b"</definedNames>",
        ),
    ),
    "シート全体の結合": _with(
        SHEET,
        lambda t: t.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
    ),
    "落ちる": lambda form: form + DIES,
    "回り続ける": lambda form: form + SPINS,
    "メモリを食う": lambda form: form + EATS,
}
"""By what is wrong with them; the last three need `hostile_reader`."""


def hostile_reader(given: Given, codes: Codes, year: int) -> str | Unreadable:
    """Read a file as a child does; what is marked makes it die, spin or eat all memory."""
    if given.data.endswith(DIES):
        faulthandler.disable()
        os.abort()
    while given.data.endswith(SPINS):
        pass
    if given.data.endswith(EATS):
        return str(len([bytes(16 << 20) for _ in range(10_000)]))
    return read_given(given, codes, year)
