"""Codes from dropdown labels, names and aliases; never a new code out of a name."""

import pytest

from ledger.layout.columns import code
from ledger.read.codes import Codes, Lookup

TRAINING = code("training_code", "研修コード", refers="trainings.training_code")
TRAININGS = Lookup.of(
    "研修",
    [
        ("DXマインドセット研修", "T01"),
        ("LoGoフォーム作成研修", "T12"),
        ("LoGoフォーム○○研修", "T12"),  # 研修別名
        ("情報セキュリティ研修", "T03"),
        ("ITパスポート 対策", "T20"),
        ("同じ名前の研修", "T30"),
        ("同じ名前の研修", "T31"),
        ("T01", "T40"),  # 名前がほかの研修のコードと同じ
        ("データ活用〜入門", "T50"),
    ],
)
CODES = Codes({"trainings": TRAININGS})


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("T01", "T01"),  # コードは名前に勝つ
        ("Ｔ０１", "T01"),
        ("T01 DXマインドセット研修", "T01"),
        ("T01\u3000DXマインドセット研修", "T01"),
        ("T12 もう使わない古い名前", "T12"),
        ("DXマインドセット研修", "T01"),
        ("ＤＸマインドセット 研修", "T01"),
        pytest.param("ＬｏＧｏﾌｫｰﾑ○○研修", "T12", id="W45 別名 全角と半角"),
        ("ITパスポート 対策", "T20"),  # 名前の中の空白
        ("データ活用～入門", "T50"),  # 波ダッシュのゆれ
    ],
)
def test_code_then_head_then_name(written: str, found: str) -> None:
    result = CODES.resolve(TRAINING, written)
    assert (result.value, result.findings) == (found, ())


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        pytest.param("存在しない研修", "unknown-code", id="W45 知らない研修"),
        ("T99", "unknown-code"),
        ("T99 DXマインドセット研修", "unknown-code"),  # コードと名前が食い違う
        ("DXマインドセット", "unknown-code"),
        ("同じ名前の研修", "name-ambiguous"),
    ],
)
def test_anything_else_is_refused(written: str, problem: str) -> None:
    result = CODES.resolve(TRAINING, written)
    assert result.value is None
    assert [finding.code for finding in result.findings] == [problem]


def test_a_label_of_a_table_without_lookup_gives_its_head() -> None:
    project = code("project_no", "案件番号", refers="projects.project_no")
    assert CODES.resolve(project, "P-001 窓口改善").value == "P-001"
    assert CODES.resolve(project, None).value is None
