"""標準対応: which item of another framework nobody answers to, and what of ours stands alone."""

from pathlib import Path

import pytest

from builders import policy, tables
from ledger.judge.consistency.findings import duplicate_keys
from ledger.judge.consistency.standards import standards_problems
from small_office import office_in

NATIONAL, OWN = "デジタルスキル標準", "庁内コンピテンシー"
PERSONAS = [
    {"persona_code": "P01", "persona_name": "一般行政職員"},
    {"persona_code": "P02", "persona_name": "DX推進員"},
    {"persona_code": "P09", "persona_name": "使わない人材像", "active": "×"},
]
SKILLS = [
    {"skill_code": "S1", "persona_code": "P01", "skill_name": "データ活用"},
    {"skill_code": "S2", "persona_code": "P02", "skill_name": "業務分析"},
    {"skill_code": "S3", "persona_code": "P02", "skill_name": "古いスキル", "active": "×"},
    {"skill_code": "S9", "persona_code": "P09", "skill_name": "使わない人材像のスキル"},
]


def row(
    item: str, skill: str | None = None, persona: str | None = None, of: str = NATIONAL
) -> dict[str, object]:
    return {"framework": of, "item": item, "skill_code": skill, "persona_code": persona}


BOTH = [row("データ", "S1"), row("業務", "S2")]
CASES = {
    "何も書いていない": ([], []),
    "どの項目にも、どのスキルにも相手がある": (BOTH, []),
    "相手のない項目": ([*BOTH, row("倫理")], [f"{NATIONAL}の「倫理」"]),
    "同じ項目の別の行に相手がある": ([*BOTH, row("データ")], []),
    "相手のスキルが有効でない": ([*BOTH, row("倫理", "S3")], [f"{NATIONAL}の「倫理」"]),
    "相手のスキルの人材像が有効でない": ([*BOTH, row("倫理", "S9")], [f"{NATIONAL}の「倫理」"]),
    "相手は人材像": ([*BOTH, row("全員", None, "P01"), row("推進", None, "P02")], []),
    "項目のないスキル": (BOTH[:1], ["スキルが 1件あります: S2 業務分析"]),
    "項目のない人材像": (
        [*BOTH, row("全員", None, "P01")],
        ["人材像が 1件あります: P02 DX推進員"],
    ),
    "スキルを書かない体系では、スキルは問わない": (
        [row("全員", None, "P01"), row("推進", None, "P02")],
        [],
    ),
    "体系ごとに見る": (
        [*BOTH, row("協働", "S1", of=OWN)],
        [f"{OWN}に対応する項目のないスキルが 1件あります: S2 業務分析"],
    ),
    "全角と半角の違いは、同じ項目": ([*BOTH, row("ﾃﾞｰﾀ")], []),
}


@pytest.mark.parametrize(("rows", "said"), CASES.values(), ids=CASES)
def test_相手のない項目と_項目のないスキルを名指しする(
    rows: list[dict[str, object]], said: list[str]
) -> None:
    made = tables(personas=PERSONAS, skills=SKILLS, standards_map=rows)
    found = [problem.what for problem in standards_problems(policy(made), made)]
    assert len(found) == len(said), found
    for sentence, part in zip(found, said, strict=True):
        assert part in sentence


TWICE = {
    "同じ項目とスキルが2行": ([row("データ", "S1")] * 2, 1),
    "同じ項目に別のスキル": ([row("データ", "S1"), row("データ", "S2")], 0),
    "相手のない同じ項目が2行": ([row("倫理")] * 2, 1),
}


@pytest.mark.parametrize(("rows", "many"), TWICE.values(), ids=TWICE)
def test_同じ行が2つあれば言う(rows: list[dict[str, object]], many: int) -> None:
    made = tables(personas=PERSONAS, skills=SKILLS, standards_map=rows)
    assert len(list(duplicate_keys(policy(made), made))) == many


def test_他の体系の表を取り込むと_台帳点検が対応のないものを言う(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    source = tmp_path / "標準.csv"
    source.write_text(
        f"体系,項目,スキルコード\n{NATIONAL},データ・AIの活用,S05\n{NATIONAL},倫理,\n",
        encoding="utf-8-sig",
    )
    office.run("load", office.ledger, "標準対応", source)
    assert [one["skill_code"] for one in office.table("standards_map")] == ["S05", None]
    found = office.run("check", office.ledger)["found"]
    told = " ".join(problem["what"] for problem in found)
    assert f"{NATIONAL}の「倫理」" in told
    assert f"{NATIONAL}に対応する項目のないスキルが" in told
