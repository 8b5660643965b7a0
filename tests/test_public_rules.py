"""公開データ keeps the rules on machine readability: each that applies is checked by its text."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

import public_pages
from city import LivedCity
from ledger.layout.public_text import machine_dependent, plain
from public_cities import CREATED, contents, files, town

RECORD = Path(__file__).parent / "data" / "public_form.json"
"""Names, headers and order of every file, as they were when the form was made."""
BOM = b"\xef\xbb\xbf"
Files = Mapping[str, bytes]
Rows = list[list[str]]


def rows_of(data: bytes) -> Rows:
    """Return the records of a file, as any reader of CSV would."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def records_of(data: bytes) -> list[dict[str, str]]:
    head, *rows = rows_of(data)
    return [dict(zip(head, row, strict=True)) for row in rows]


def cells(made: Files) -> list[str]:
    return [cell for data in made.values() for row in rows_of(data) for cell in row]


def typed(made: Files, *kinds: str) -> list[tuple[str, str]]:
    """Return the file and header of the columns of some データ型."""
    return [
        (row["ファイル名"], row["項目名"])
        for row in records_of(made["columns.csv"])
        if row["データ型"] in kinds
    ]


def values(made: Files, at: Sequence[tuple[str, str]]) -> list[str]:
    return [row[header] for name, header in at for row in records_of(made[name])]


def coded(made: Files) -> set[tuple[str, str]]:
    """Return every code of the code table with the column that it is of."""
    return {(row["種別"], row["コード"]) for row in records_of(made["codes.csv"])}


def same_codes(made: Files, *headers: str) -> bool:
    """Say whether the code table has every value of some columns of figures and targets."""
    known = coded(made)
    return all(
        not row[header] or (header, row[header]) in known
        for name in ("figures.csv", "targets.csv")
        for row in records_of(made[name])
        for header in headers
        if header in row
    )


def file_format(made: Files) -> bool:
    return all(name.endswith(".csv") and rows_of(data) for name, data in made.items())


def one_table(made: Files) -> bool:
    tables = (rows_of(data) for data in made.values())
    return all(len({len(row) for row in rows}) == 1 and rows[0] not in rows[1:] for rows in tables)


def undivided(made: Files) -> bool:
    holding = [name for name, data in made.items() if "値" in rows_of(data)[0]]
    return holding == ["figures.csv"]


def nothing_else(made: Files) -> bool:
    return all(any(row) and row[0] == row[0].strip() for d in made.values() for row in rows_of(d))


def meaningful_headers(made: Files) -> bool:
    said = {(r["ファイル名"], r["項目名"]): r["定義"] for r in records_of(made["columns.csv"])}
    return all(said[name, head] for name, data in made.items() for head in rows_of(data)[0])


def no_layout_by_blanks(made: Files) -> bool:
    return not any(
        cell != cell.strip() or re.search(r"[\n\r\t]|\s\s|　", cell) for cell in cells(made)
    )


def one_datum(made: Files) -> bool:
    whole = typed(made, "整数", "数値", "日付")
    codes = [("figures.csv", h) for h in rows_of(made["figures.csv"])[0] if h.endswith("コード")]
    return not any(re.search(r"[、,;/ ]", value) for value in values(made, [*whole, *codes]))


def no_machine_dependent(made: Files) -> bool:
    return not any(machine_dependent(cell) for cell in cells(made))


def blank_is_not_zero(made: Files) -> bool:
    listed = records_of(made["figures.csv"])
    return all((row["値"] == "") == (row["状態"] != "公表") for row in listed)


def one_record_a_line(made: Files) -> bool:
    return all(len(d.decode("utf-8-sig").splitlines()) == len(rows_of(d)) for d in made.values())


def commas_quoted(made: Files) -> bool:
    with_comma = [cell for cell in cells(made) if "," in cell]
    whole = b"".join(made.values()).decode()
    return all(f'"{cell}"' in whole for cell in with_comma)


def numbers_are_numbers(made: Files) -> bool:
    found = values(made, typed(made, "整数", "数値"))
    return all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in found if value)


def nothing_left_out(made: Files) -> bool:
    heads = ("団体名", "年度(西暦)", "時点", "区分", "項目", "単位", "状態")
    return all(all(row[head] for head in heads) for row in records_of(made["figures.csv"]))


def headers_differ(made: Files) -> bool:
    return all(len(set(rows_of(d)[0])) == len(rows_of(d)[0]) for d in made.values())


def standard_choices(made: Files) -> bool:
    return same_codes(made, "区分", "項目", "状態", "単位", "判定")


def begins_with_header(made: Files) -> bool:
    said: dict[str, list[str]] = {}
    for row in records_of(made["columns.csv"]):
        said.setdefault(row["ファイル名"], []).append(row["項目名"])
    return all(rows_of(d)[0] == said[name] and len(rows_of(d)) > 1 for name, d in made.items())


def code_table(made: Files) -> bool:
    heads = ("研修コード", "人材像コード", "スキルコード", "ツールコード", "Step")
    targets = {row["目標コード"] for row in records_of(made["targets.csv"])}
    asked = {row["目標コード"] for row in records_of(made["figures.csv"]) if row["目標コード"]}
    personas = {row["人材像コード"] for row in records_of(made["personas.csv"])}
    named = ("figures.csv", "targets.csv")
    held = {row["人材像コード"] for name in named for row in records_of(made[name])}
    return same_codes(made, *heads) and asked <= targets and held - {""} <= personas


def signs_defined(made: Files) -> bool:
    meanings = {
        r["コード"]: r["説明"] for r in records_of(made["codes.csv"]) if r["種別"] == "状態"
    }
    return all(meanings.get(row["状態"]) for row in records_of(made["figures.csv"]))


def units_stated(made: Files) -> bool:
    every = all(row["単位"] for row in records_of(made["figures.csv"]))
    return every and all(row["単位"] for row in records_of(made["columns.csv"]))


def standard_time(made: Files) -> bool:
    days = values(made, typed(made, "日付"))
    years = [row["年度(西暦)"] for row in records_of(made["figures.csv"])]
    iso = all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    return iso and all(re.fullmatch(r"\d{4}", year) for year in years)


def area_named(made: Files) -> bool:
    listed = records_of(made["figures.csv"])
    return all(row["全国地方公共団体コード"] or row["団体名"] for row in listed)


def form_of(made: Files) -> dict[str, list[str]]:
    return {name: rows_of(data)[0] for name, data in made.items()}


def same_form(made: Files) -> bool:
    return bool(form_of(made) == json.loads(RECORD.read_text("utf-8")))


def documented(made: Files) -> bool:
    said = {row["物理名"]: row["内容"] for row in records_of(made["metadata.csv"])}
    names = [row["物理名"] for row in records_of(made["columns.csv"])]
    methods = [row["算出方法"] for row in records_of(made["targets.csv"])]
    return (
        all(said[key] for key in ("description", "source", "method", "created"))
        and "UTF-8" in said["encoding"]
        and "BOMあり" in said["encoding"]
        and all(data.startswith(BOM) for data in made.values())
        and all(re.fullmatch(r"[a-z_]+", name) for name in names)
        and all(methods)
        and len(rows_of(made["updates.csv"])) > 1
    )


def long_form(made: Files) -> bool:
    head, *listed = rows_of(made["figures.csv"])
    place = head.index("値")
    keys = [tuple(row[:place]) for row in listed]
    return head.count("値") == 1 and len(set(keys)) == len(keys)


CHECKS: dict[str, Callable[[Files], bool]] = {
    "L1-01": file_format,
    "L1-02": one_table,
    "L1-03": undivided,
    "L1-04": nothing_else,
    "L1-05": meaningful_headers,
    "L1-06": no_layout_by_blanks,
    "L1-07": one_datum,
    "L1-08": no_machine_dependent,
    "L1-09": blank_is_not_zero,
    "L1-14": one_record_a_line,
    "L1-15": commas_quoted,
    "L2-01": numbers_are_numbers,
    "L2-02": nothing_left_out,
    "L2-03": headers_differ,
    "L2-04": standard_choices,
    "L3-01": begins_with_header,
    "L3-02": code_table,
    "L3-03": signs_defined,
    "L3-04": units_stated,
    "L3-05": standard_time,
    "L3-06": area_named,
    "L3-07": same_form,
    "L3-08": documented,
    "L3-09": long_form,
}
RULES = {rule["ID"]: rule for rule in public_pages.rules()}
APPLY = [rule for rule in RULES.values() if rule["当てはまる"] == "○"]


@pytest.fixture(scope="module")
def made() -> Files:
    """公開データ of a town with hard names and withheld numbers."""
    return files(town())


@pytest.mark.parametrize("rule", APPLY, ids=[f"{r['ID']} {r['求めること']}" for r in APPLY])
def test_公開データは_当てはまるルールを満たす(rule: dict[str, str], made: Files) -> None:
    assert CHECKS[rule["ID"]](made), rule["確かめ方・理由"]


def test_見本の市の公開データも_当てはまるルールを満たす(city: LivedCity) -> None:
    opened, published = contents(city.tables())
    made = published.data(opened, CREATED).files()
    assert [key for key, check in CHECKS.items() if not check(made)] == []


def test_確かめる町には_カンマも0も空欄もある(made: Files) -> None:
    assert any("," in cell for cell in cells(made))
    assert {"0", ""} <= {row["値"] for row in records_of(made["figures.csv"])}


def test_どのルールも_確かめるか_当てはまらない理由がある() -> None:
    last = {"L1": 15, "L2": 6, "L3": 9}
    every = [f"{level}-{n:02}" for level, many in last.items() for n in range(1, many + 1)]
    assert list(RULES) == every
    assert {rule["ID"] for rule in APPLY} == set(CHECKS)
    assert all(rule["確かめ方・理由"] for rule in RULES.values())


BREACHES: dict[str, tuple[str, str, str]] = {
    "L1-02": ("figures.csv", "\r\n131016", "\r\n\r\n題名\r\n131016"),
    "L1-05": ("figures.csv", ",状態\r\n", ",\r\n"),
    "L1-06": ("codes.csv", "セキュリティ", "セキュ　リティ"),
    "L1-08": ("codes.csv", "セキュリティ", "セキュリティ①"),
    "L1-09": ("figures.csv", ",名,公表", ",名,秘匿"),
    "L2-01": ("figures.csv", ",30,名", ",30名,名"),
    "L2-04": ("figures.csv", "受講率", "受講りつ"),
    "L3-03": ("codes.csv", "状態,公表", "状態,公開"),
    "L3-04": ("figures.csv", ",名,公表", ",,公表"),
    "L3-05": ("figures.csv", "2026-03-31", "R8.3.31"),
    "L3-06": ("figures.csv", "131016,架空区", ","),
    "L3-07": ("figures.csv", "区分,項目", "項目,区分"),
}
"""By rule: a file, what stands in it, and what would breach the rule."""


@pytest.mark.parametrize("rule", BREACHES)
def test_ルールを破れば_確かめるものが気づく(rule: str, made: Files) -> None:
    name, before, after = BREACHES[rule]
    text = made[name].decode("utf-8")
    assert before in text
    broken = {**made, name: text.replace(before, after).encode()}
    try:
        kept = CHECKS[rule](broken)
    except (KeyError, ValueError):
        kept = False
    assert not kept


def test_年度が変わっても_形は同じ(made: Files) -> None:
    assert form_of(files(town(year=2031))) == form_of(made)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        pytest.param("①基礎研修", "1基礎研修", id="丸囲みの数字は、ふつうの数字に"),
        pytest.param("㈱架空 第Ⅳ期", "(株)架空 第IV期", id="合わせ文字とローマ数字"),
        pytest.param("ﾃﾞｰﾀ活用", "データ活用", id="半角カナは全角に。濁点は1文字になる"),
        pytest.param("髙橋・﨑山・𠮷田", "髙橋・﨑山・𠮷田", id="名前の漢字はそのまま"),
        pytest.param(" 総務　課\n(本庁) ", "総務 課 (本庁)", id="空白と改行は1つの空白に"),
        pytest.param("外字\ue000", "外字〓", id="ほかの機械で読めない外字は〓"),
        pytest.param("〜90%−5", "〜90%−5", id="波ダッシュと負号はそのまま"),
    ],
)
def test_公開する文字(written: str, published: str) -> None:
    assert plain(written) == published
    assert not machine_dependent(plain(written))
