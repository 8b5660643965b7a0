"""What a file is that is neither a workbook nor a list of texts: its name, and the way out.

The bytes decide, never the ending: systems call a web page `.xls` so that Excel opens it.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from ledger.model.problems import Place, Problem

_SAVE = (
    "「名前を付けて保存」で「Excelブック(.xlsx)」か「CSV UTF-8」を選んで保存し、"
    "そのファイルを使ってください。"
)
_IN_EXCEL = "Excelで開き(形式が違うと尋ねられたら「はい」)、" + _SAVE
_IN_WORD = (
    "Wordで開いて表をコピーし、Excelの新しいブックに貼り付けてから、"
    "「Excelブック(.xlsx)」として保存してください。"
)
_ASK = "作った人に、Excelブック(.xlsx)かCSVで保存したものをもらってください。"
_UNPACK = (
    "右クリックして「すべて展開」を選び、中にあるExcelブックかCSVを使ってください"
    "(パスワードを尋ねられたら、送った人に確かめてください)。"
)
DEFAULT = "Excelで開き直し、「Excelブック(.xlsx)」として保存してから、もう一度入れてください。"
"""What to do about a file of which nothing is known."""


class FileKind(NamedTuple):
    """A kind of file.

    Attributes:
        title: What people call it.
        remedy: How its content becomes a file that can be read.
    """

    title: str
    remedy: str


HTML = FileKind("Webページ(HTML)", _IN_EXCEL)
XML_SHEET = FileKind("XMLスプレッドシート 2003", _IN_EXCEL)
XML = FileKind("XMLのデータ", _IN_EXCEL)
OLD_WORKBOOK = FileKind("古い形式のExcelブック(.xls)", _IN_EXCEL)
ZIP = FileKind("圧縮フォルダー(zip)", _UNPACK)
_WORD = FileKind("Wordの文書", _IN_WORD)
_SLIDES = FileKind("PowerPointの資料", _ASK)
_NUMBERS = FileKind(
    "Numbersの書類",
    "Numbersで開き、「ファイル」の「書き出す」で「Excel」を選んで書き出したものを使ってください。",
)
_OPEN_SHEET = FileKind("OpenDocument表計算(.ods)", "ExcelかLibreOffice Calcで開き、" + _SAVE)
_OPEN_TEXT = FileKind("OpenDocumentの文書", _ASK)
_SYLK = FileKind("SYLK形式のファイル", _IN_EXCEL)
_PDF = FileKind(
    "PDF",
    "PDFからは読み取れません。PDFにする前のExcelブックかCSVを、作った人からもらってください。",
)
_IMAGE = FileKind("画像", _ASK)
_MAIL = FileKind("メール", "メールを開き、添付されているExcelブックかCSVを保存して使ってください。")
_LINK = FileKind(
    "ショートカット",
    "ショートカットを開いて元のファイルの場所を確かめ、元のファイルを使ってください。",
)
_JSON = FileKind("JSONのデータ", _ASK)
_OTHER_ARCHIVE = FileKind("圧縮ファイル", "圧縮を解き、中にあるExcelブックかCSVを使ってください。")
_PROGRAM = FileKind("プログラム", "開かずに、作った人に確かめてください。")

_FIRST_BYTES: Sequence[tuple[bytes, FileKind]] = (
    (b"%PDF", _PDF),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"II*\0", _IMAGE),
    (b"MM\0*", _IMAGE),
    (b"{\\rtf", _WORD),
    (b"ID;P", _SYLK),
    (b"7z\xbc\xaf", _OTHER_ARCHIVE),
    (b"Rar!", _OTHER_ARCHIVE),
    (b"\x1f\x8b", _OTHER_ARCHIVE),
    (b"L\0\0\0\x01\x14\x02\0", _LINK),
    (b"MZ", _PROGRAM),
)
_LZH = re.compile(rb"..-l[hz][0-9sd]-", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0"
_OLE_STREAMS: Sequence[tuple[str, FileKind]] = (
    ("WordDocument", _WORD),
    ("PowerPoint Document", _SLIDES),
    ("__properties_version1.0", _MAIL),
)
_MAIN_PARTS = {"word/document.xml": _WORD, "ppt/presentation.xml": _SLIDES}
_LOOKED_AT = 4096
_MARKUP = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?P<what>!doctype\s+html|html|head|body|meta|table|\?xml|[A-Za-z][\w:.-]*)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGES = ("html", "head", "body", "meta", "table")
_MHT = re.compile(r"\s*MIME-Version:|.*\nContent-Type:\s*multipart/related", re.IGNORECASE)
_JSON_START = re.compile(r'\s*(?:\{\s*"|\[\s*[\[{"])')


def kind_of(data: bytes) -> FileKind | None:
    """Return what a file is; None for workbooks, for lists of texts and for what nobody knows."""
    for first, kind in _FIRST_BYTES:
        if data.startswith(first):
            return kind
    if _LZH.match(data):
        return _OTHER_ARCHIVE
    if data.startswith(b"PK"):
        return _of_archive(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), None)
    return _of_text(_beginning(data))


def other_kind(data: bytes, place: Place) -> Problem | None:
    """Return the problem of a list's file that is something else by its bytes, if it is."""
    kind = kind_of(data) or (OLD_WORKBOOK if data.startswith(_OLE) else None)
    if kind is None:
        return None
    return Problem.of("other-kind", place, kind=kind.title, remedy=kind.remedy)


def no_workbook(place: Place, reason: str, data: bytes = b"") -> Problem:
    """Return the problem of a file that should be a workbook and is none."""
    kind = kind_of(data)
    if kind is None:
        return Problem.of("not-xlsx", place, reason=reason, remedy=DEFAULT)
    return Problem.of("not-xlsx", place, reason=f"{kind.title}です", remedy=kind.remedy)


def _of_archive(data: bytes) -> FileKind | None:
    """Return what an archive is, if it is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    said = part.read(100)
                return _OPEN_SHEET if said.endswith(b"spreadsheet") else _OPEN_TEXT
            is_numbers = any(name.endswith(".iwa") or name == "Index.zip" for name in names)
            return _NUMBERS if is_numbers else ZIP
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None


def _beginning(data: bytes) -> str:
    """Return how a text begins, whatever its encoding: markup is ASCII in all that are used."""
    start = data[:_LOOKED_AT]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[: len(start) // 2 * 2].decode("utf-16", "replace")
    return start.decode("utf-8-sig", "replace").replace("\0", "")


def _of_text(text: str) -> FileKind | None:
    if _MHT.match(text):
        return HTML
    if _JSON_START.match(text):
        return _JSON
    found = _MARKUP.match(text)
    if found is None:
        return None
    if found["what"].lower().removeprefix("!doctype").strip() in _PAGES:
        return HTML
    if "<html" in text.lower():
        return HTML
    return XML_SHEET if "schemas-microsoft-com:office:spreadsheet" in text else XML
