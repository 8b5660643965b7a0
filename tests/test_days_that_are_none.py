"""A text that is no one certain day: what it lacks, so that a person sees what to write."""

import pytest

from ledger.layout.people_lists import APPLIED
from ledger.model.problems import Place
from ledger.read.cells.cell import typed

TEXTS = {
    # 年のない日
    "6/17": "年から書いた日付",
    "６月１７日": "年から書いた日付",
    "6月17日(水)": "年から書いた日付",
    "06-17": "年から書いた日付",
    # 期間
    "2026/6/17～6/18": "1つの日付",
    "令和8年6月17日〜18日": "1つの日付",
    "2026-06-17から2026-06-18": "1つの日付",
    "6/17~6/18": "1つの日付",
    # 暦にない日
    "2025/2/29": "暦にある日付",
    "R7.13.1": "暦にある日付",
    "令和7年2月30日": "暦にある日付",
    # ほか
    "きのう": "日付",
    "5月末": "日付",
    "未定": "日付",
    "2026/6": "日付",
    "から": "日付",
}


@pytest.mark.parametrize("text", TEXTS)
def test_日付でないわけを言う(text: str) -> None:
    found = typed(APPLIED, text)
    assert not found.usable
    (problem,) = [finding.at(Place(), APPLIED) for finding in found.findings]
    kind = TEXTS[text]
    assert problem.what == f"「適用日」の「{text}」は{kind}ではありません。"
    assert problem.remedy == f"{kind}で記入し直してください。"


@pytest.mark.parametrize("text", ["2026/6/17", "R8.6.17", "令和8年6月17日(水)", "2024/2/29"])
def test_1つに決まる日は読む(text: str) -> None:
    assert typed(APPLIED, text).usable
