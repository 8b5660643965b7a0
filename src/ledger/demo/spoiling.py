"""Twelve ways in which a form comes back that cannot be used as it is."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ledger.demo.pen import cell_of, set_fields
from ledger.layout.columns import Cell
from ledger.model.problems import Refusal
from ledger.model.reports import SelfReport
from ledger.present.marks import marked
from ledger.present.package import WORKBOOK, Package
from ledger.read.self_reports.report import read_self_report

Made = Mapping[str, bytes]
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STYLE = re.compile(rb' s="\d+"')
_PAGE = "<html><body>サインインしてください</body></html>".encode()


class Spoil(NamedTuple):
    """One way to spoil a form.

    Attributes:
        done: What somebody did, as a sentence without its end.
        code: The problem by which the tool tells it.
        make: Returns the files that come back instead, by name.
    """

    done: str
    code: str
    make: Callable[[str, bytes], Made]


def _bytes(data: Callable[[bytes], bytes]) -> Callable[[str, bytes], Made]:
    return lambda name, form: {name: data(form)}


def _with_macro(form: bytes) -> bytes:
    return Package(form).replaced({"xl/vbaProject.bin": b"macro"})


def _with_doctype(form: bytes) -> bytes:
    """Return the workbook with a declaration in a part that an attacker would put there."""
    package = Package(form)
    head, mark, rest = package.read(WORKBOOK).partition(b"?>")
    said = b'<!DOCTYPE workbook [<!ENTITY a "a">]>'
    return package.replaced({WORKBOOK: head + mark + said + rest if mark else said + head})


def _sealed_otherwise(form: bytes) -> bytes:
    """Return the form with the end of its seal changed, wherever it stands."""
    seal = _read(form).seal.encode()
    other = seal[:-8] + (b"0" * 8 if seal[-8:] != b"0" * 8 else b"1" * 8)
    package = Package(form)
    parts = {name: package.read(name) for name in package.names}
    return package.replaced({n: d.replace(seal, other) for n, d in parts.items() if seal in d})


def _read(form: bytes) -> SelfReport:
    """Return what stands in a form of the city; all of them can be read."""
    report = read_self_report(form, "form")
    if not isinstance(report, SelfReport):
        raise Refusal(report.problem)
    return report


def _later(form: bytes) -> dt.date:
    """Return a day near the end of a form's year, after everybody has handed in."""
    return dt.date(_read(form).fiscal_year + 1, 3, 30)


def _with_formula(form: bytes) -> bytes:
    """Return the form, handed in anew, with a formula where the first goal stands."""
    again = set_fields(form, {"submitted_on": _later(form)})
    sheet, address = cell_of(again, "my_goals", 1, "goal")
    package, where = Package(again), address.encode()
    part = package.sheet_parts[sheet]
    cell = re.compile(rb'<c r="' + where + rb'"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)

    def put(match: re.Match[bytes]) -> bytes:
        style = _STYLE.search(match[1])
        own = style[0] if style else b""
        return b'<c r="' + where + b'"' + own + b"><f>1+1</f><v>2</v></c>"

    return package.replaced({part: cell.sub(put, package.read(part))})


def _in_first_row(table: str, key: str, value: Cell) -> Callable[[bytes], bytes]:
    def set_in(form: bytes) -> bytes:
        sheet, address = cell_of(form, table, 1, key)
        return marked(form, {sheet: {address: value}})

    return set_in


def _handed_in_again(form: bytes) -> bytes:
    other = _in_first_row("my_goals", "goal", "あとから書き直した目標")(form)
    return set_fields(other, {"submitted_on": _later(form)})


def _twice(name: str, form: bytes) -> Made:
    return {name: form, f"コピー ~ {name}": form}


def _two_versions(name: str, form: bytes) -> Made:
    other = _in_first_row("my_goals", "goal", "こちらが正しい目標です")(form)
    return {name: form, name.replace(".xlsx", "_修正.xlsx"): other}


SPOILS: Sequence[Spoil] = (
    Spoil("送る途中で、ファイルが半分になった", "broken-zip", _bytes(lambda f: f[: len(f) // 2])),
    Spoil("Webの画面を、.xlsxという名前で保存した", "not-xlsx", _bytes(lambda _: _PAGE)),
    Spoil(
        "古いExcelの形式(.xls)か、パスワードを付けて保存した",
        "old-format",
        _bytes(lambda _: _OLD_EXCEL + bytes(1_000)),
    ),
    Spoil("中身が空のファイルを置いた", "not-xlsx", _bytes(lambda _: b"")),
    Spoil(
        "マクロの入ったブックにした",
        "active-content",
        _bytes(_with_macro),
    ),
    Spoil("ほかの道具で、危ない宣言の入ったブックにした", "doctype", _bytes(_with_doctype)),
    Spoil("同じファイルを2つ置いた", "report-duplicate", _twice),
    Spoil("同じ提出日で、中身の違う2つを出した", "duplicate-report", _two_versions),
    Spoil("ほかで作った申告書に、封印を写した", "seal-broken", _bytes(_sealed_otherwise)),
    Spoil("目標の欄に、数式を入れた", "formula-in-input", _bytes(_with_formula)),
    Spoil(
        "確認されたあとで、目標を書き直して出し直した",
        "changed-after-confirm",
        _bytes(_handed_in_again),
    ),
    Spoil(
        "一覧にない研修の名前を書いた",
        "unknown-code",
        _bytes(_in_first_row("my_attendances", "training_code", "宇宙飛行士養成研修")),
    ),
)
