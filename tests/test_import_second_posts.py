"""兼務 of an export of the personnel system: one posting for each of its columns."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from importing import new_office, put
from small_office import Office

PERSON = {"職員番号": "000101", "漢字氏名": "山田 太郎", "採用年月日": "1990/04/01"}
OTHER = {"職員番号": "000102", "漢字氏名": "佐藤 花子", "採用年月日": "2026/06/01"}
MAIN = {"所属コード": "0110", "所属名称": "総務課"}
HALVES = {"所属コード": "0120", "所属名称": "税務課"}


def text_of(*rows: Mapping[str, str]) -> str:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [",".join(row.get(header, "") for header in headers) for row in rows]
    return "\n".join((",".join(headers), *lines, ""))


def load(office: Office, text: str, *options: str, expect: int = 0) -> dict[str, Any]:
    path = put(office, "人事情報.csv", text)
    return office.run("load", office.ledger, path, *options, expect=(expect,))


def second(office: Office) -> set[tuple[str, str, str]]:
    """Return who is in which section beside the 主務, and since when."""
    names = {row["section_code"]: row["section_name"] for row in office.table("sections")}
    return {
        (row["staff_no"], names[row["section_code"]], str(row["started_on"])[:10])
        for row in office.table("postings")
        if row["kind"] == "兼務" and not row["ended_on"]
    }


FORMS: dict[str, tuple[dict[str, str], dict[str, str], set[str]]] = {
    "名前だけの列": ({"兼務所属": "税務課"}, {"兼務所属": ""}, {"税務課"}),
    "番号のついた2列": (
        {"兼務1": "税務課", "兼務2": "会計課"},
        {"兼務1": "", "兼務2": ""},
        {"税務課", "会計課"},
    ),
    "コードと名称の列": (
        {"兼務所属コード": "0120", "兼務所属名称": "税務課"},
        {"兼務所属コード": "", "兼務所属名称": ""},
        {"税務課"},
    ),
    "コードと名称が2組": (
        {
            "兼務所属コード1": "0120",
            "兼務所属名称1": "税務課",
            "兼務所属コード2": "0130",
            "兼務所属名称2": "会計課",
        },
        {},
        {"税務課", "会計課"},
    ),
    "コードと名前が1つのセル": ({"兼務先": "0120 税務課"}, {"兼務先": ""}, {"税務課"}),
    "なし と書く一覧": ({"兼務先": "税務課"}, {"兼務先": "なし"}, {"税務課"}),
    "主務と同じ所属は兼務でない": ({"兼務": "総務課"}, {"兼務": ""}, set()),
    "兼務の有無だけの列は使わない": ({"兼務": "有"}, {"兼務": "無"}, set()),
}


@pytest.mark.parametrize("case", FORMS)
def test_兼務の列は_埋まった数だけ兼務の行になる(tmp_path: Path, case: str) -> None:
    office = new_office(tmp_path)
    own, others, expected = FORMS[case]
    text = text_of({**PERSON, **MAIN, **own}, {**OTHER, **MAIN, **others})
    load(office, text)
    load(office, text)
    # はじめての所属と同じく、採用日と年度の初めの遅い方から
    assert second(office) == {("000101", name, "2026-04-01") for name in expected}
    main = [row for row in office.table("postings") if row["kind"] == "主務"]
    assert {(row["staff_no"], str(row["started_on"])[:10]) for row in main} == {
        ("000101", "2026-04-01"),
        ("000102", "2026-06-01"),
    }
    again = load(office, text)
    assert (again["rows"]["superseded"], again["not_listed"]) == (2, [])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    office = new_office(tmp_path_factory.mktemp("made"))
    text = text_of({**PERSON, **MAIN, "兼務1": "税務課", "兼務2": ""}, {**OTHER, **MAIN})
    load(office, text)
    load(office, text)
    return office.ledger.read_bytes()


@pytest.fixture
def office(made: bytes, tmp_path: Path) -> Office:
    office = new_office(tmp_path)
    office.ledger.write_bytes(made)
    return office


def with_second(one: str, two: str = "") -> str:
    return text_of({**PERSON, **MAIN, "兼務1": one, "兼務2": two}, {**OTHER, **MAIN})


def test_あとから増えた兼務は_いつからかが要る(office: Office) -> None:
    aside = load(office, with_second("税務課", "会計課"), expect=1)
    assert "place-undated" in {one["code"] for one in aside["found"]}
    assert {name for _, name, _ in second(office)} == {"税務課"}
    load(office, with_second("税務課", "会計課"), "--on", "2026-10-01")
    assert second(office) == {
        ("000101", "税務課", "2026-04-01"),
        ("000101", "会計課", "2026-10-01"),
    }


@pytest.mark.parametrize(
    ("options", "stays"), [((), True), (("--replace",), False)], ids=["ふつう", "--replace"]
)
def test_一覧から消えた兼務は_残して名を言い_replaceなら消す(
    office: Office,
    options: tuple[str, ...],
    stays: bool,  # noqa: FBT001 - a case of the table
) -> None:
    answer = load(office, with_second(""), *options)
    (named,) = answer["not_listed" if stays else "gone"]
    assert ("山田 太郎" in named, "税務課" in named) == (True, True)
    assert bool(second(office)) is stays
    # 主務は、どちらでも変わらない
    assert len([row for row in office.table("postings") if row["kind"] == "主務"]) == 2


def test_兼務の列のない一覧は_兼務のことを何も言わない(office: Office) -> None:
    text = text_of({**PERSON, **MAIN}, {**OTHER, **MAIN})
    load(office, text, expect=2)  # 取込定義にある見出しがない
    load(office, text, "--name", "主務だけ")
    answer = load(office, text, "--name", "主務だけ", "--replace")
    assert answer["gone"] == []
    assert second(office) == {("000101", "税務課", "2026-04-01")}
