"""The section on 申告: as much of its path as its cell shows, and never less than its own name."""

import datetime as dt

import pytest

import builders
from ledger.form.people import sections_of

CASES = {
    "短ければ部から": (("総務部", "人事課"), "総務部 人事課"),
    "全角13文字ちょうど": (("総務企画部", "情報政策推進課"), "総務企画部 情報政策推進課"),
    "1文字あふれれば課から": (("総務企画部", "情報政策推進課室"), "情報政策推進課室"),
    "係があれば課と係": (("企画部", "デジタル推進課", "DX推進係"), "デジタル推進課 DX推進係"),
    "自分の所属の名前は短くしない": (
        ("福祉部", "福祉保健部子育て支援センター統括管理推進担当室"),
        "福祉保健部子育て支援センター統括管理推進担当室",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_所属の欄(case: str) -> None:
    names, shown = CASES[case]
    codes = [f"S{n}" for n in range(len(names))]
    sections = [
        {"section_code": code, "section_name": name, "parent_code": above, "level": level}
        for code, name, above, level in zip(
            codes, names, (None, *codes), ("部", "課", "係"), strict=False
        )
    ]
    tables = builders.tables(sections=sections, postings=[{"section_code": codes[-1]}], staff=[{}])
    assert sections_of(tables, dt.date(2026, 3, 31))[builders.PERSON] == shown
