"""A confirmer's workbook as plain values: 課A on 2026-03-31, with one person of every sort.

00101 differs in Step and has a line without evidence; 00102 is proved by the roster; 00103 changed
the report after it was confirmed; 00104 has not handed in; 00105 was given back.
"""

import datetime as dt
from collections.abc import Mapping

from ledger.layout.columns import Cell, RowValues
from ledger.layout.review import ReviewContent
from ledger.model.settings import Settings

CONFIRMER = "90001"
SETTINGS = Settings(
    org_code="132217",
    org_name="みほん市",
    fiscal_year=2025,
    as_of=dt.date(2026, 3, 31),
    confirm_due=dt.date(2026, 4, 10),
    contact="総務部人事課 内線1234",
    review_folder="//server/jinzai/確認表",
)
NAMES = {
    "00101": "髙橋 美咲",
    "00102": "鈴木 大輔",
    "00103": "佐々木 健太郎",
    "00104": "𠮷田 さくら",
    "00105": "田中 一郎",
}


def digest_of(staff_no: str) -> str:
    """Stand in for the digest of a person's report."""
    return f"v1:{staff_no[-1] * 64}"


def person(
    staff_no: str, state: str, attention: str | None, *counts: int, **more: Cell
) -> RowValues:
    """Return a row of 確認表."""
    lines, matched, waiting = counts or (0, 0, 0)
    row: dict[str, Cell] = {
        "staff_no": staff_no,
        "staff_name": NAMES[staff_no],
        "section": "総務部 情報政策課",
        "state": state,
        "attention": attention,
        "line_count": lines,
        "matched_count": matched,
        "open_count": waiting,
        "steps": "一般行政職員 自己2≠規則1\nDX推進員 自己1・規則1" if lines else None,
        "decision": None,
        "reason": None,
        "confirmed_on": None,
        "issue_no": f"R7-1-{staff_no}",
        "phase": "年度末",
        "digest": digest_of(staff_no) if lines else None,
        "submitted_on": dt.date(2026, 3, 9) if lines else None,
    }
    return {**row, **more}


def line(staff_no: str, table: str, number: int, what: str, detail: str, **more: Cell) -> RowValues:
    """Return a row of 明細."""
    items = {"my_goals": "目標", "my_attendances": "受講", "my_engagements": "従事"}
    row: dict[str, Cell] = {
        "staff_no": staff_no,
        "staff_name": NAMES[staff_no],
        "item": items[table],
        "what": what,
        "detail": detail,
        "origin": "本人",
        "evidence": None,
        "matched": None,
        "moved": None,
        "attention": None,
        "table": table,
        "number": number,
    }
    return {**row, **more}


def step(staff_no: str, persona: str, tool: str | None, own: int | None, rule: int) -> RowValues:
    """Return a row of Step."""
    personas = {"P01": "一般行政職員", "P02": "DX推進員"}
    return {
        "staff_no": staff_no,
        "staff_name": NAMES[staff_no],
        "persona_name": personas[persona],
        "tool_name": "LoGoフォーム" if tool else None,
        "own_step": own,
        "rule_step": rule,
        "difference": f"自己{own}≠規則{rule}" if own not in (None, rule) else None,
        "next_action": "Step2に進むには、BPR研修の修了と、リードの経験があと3か月必要です。",
        "reviewed_step": None,
        "reason": None,
        "persona_code": persona,
        "tool_code": tool,
        "offered": {"P01": "1・2", "P02": "1・2・3"}[persona],
    }


def content(people: Mapping[str, Mapping[str, Cell]] | None = None) -> ReviewContent:
    """Return the workbook's content; `people` changes single rows of 確認表."""
    more = people or {}
    rows = (
        ("00101", "提出", "差異 1件、異動前・証跡なし 1行", 3, 1, 1),
        ("00103", "内容変更", "確認後に追加・変更 1行、内容変更", 2, 0, 1),
        ("00105", "差戻し", "差戻し(起案文書の番号を書いてください)", 1, 0, 0),
        ("00104", "未提出", "未提出"),
        ("00102", "提出", None, 1, 1, 0),
    )
    lead = "2025/4/1〜(継続中)、BPR、申請窓口の待ち時間を半分にした"
    return ReviewContent(
        CONFIRMER,
        "山田 太郎",
        "年度末",
        people=tuple(person(*row, **more.get(row[0], {})) for row in rows),  # type: ignore[arg-type]
        lines=(
            line(
                "00101",
                "my_engagements",
                2,
                "PJ001 窓口手続きのオンライン化 リード",
                lead,
                moved="異動前",
                attention="異動前・証跡なし",
            ),
            line(
                "00101",
                "my_attendances",
                1,
                "T01 DXマインドセット研修",
                "2025/6/10 修了",
                evidence="修了証 R7-12",
                matched="○",
            ),
            line("00101", "my_goals", 1, "RPAを1件つくる", "デジタル、3件つくった"),
            line(
                "00103",
                "my_engagements",
                1,
                "PJ002 電子申請の見直し 担当",
                "2025/10/1〜2026/2/28、LoGoフォーム",
                evidence="起案文書 R7-123 情報政策課フォルダ「電子申請の見直し」内の実施報告書",
                attention="確認後に追加・変更",
            ),
            line("00103", "my_goals", 1, "=電子申請を広める", "デジタル"),
            line("00105", "my_engagements", 1, "PJ003 会議の見直し リード", lead),
            line(
                "00102",
                "my_attendances",
                1,
                "T01 DXマインドセット研修",
                "2025/6/10 修了",
                matched="○",
            ),
        ),
        steps=(
            step("00101", "P01", None, 2, 1),
            step("00101", "P01", "LOGO", 2, 1),
            step("00101", "P02", None, 1, 1),
            step("00103", "P01", None, None, 1),
            step("00102", "P01", None, 1, 1),
        ),
        locked=frozenset({("00101", "my_attendances", 1), ("00102", "my_attendances", 1)}),
        choices={"P01": (1, 2), "P02": (1, 2, 3)},
    )
