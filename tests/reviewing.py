"""A confirmer's workbook as plain values: 課A on 2026-03-31, with one person of every sort.

00101 differs in Step and has a line without evidence; 00102 is proved by the roster; 00103 changed
the report after it was confirmed; 00104 has not handed in; 00105 was given back. On 確認表 stand
00101 (rows 8, 9), 00103 (10, 11), 00105 (12), 00102 alone in the second block (17), 00104 (21).
"""

import datetime as dt
from collections.abc import Mapping

from ledger.layout.columns import Cell, RowValues
from ledger.layout.review import ReviewContent
from ledger.layout.section_now import PersonNow, SectionNow
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
NOW = SectionNow(
    name="情報政策課",
    size=2,
    spread=("一般行政職員　Step0 1名 ・ Step1 1名",),
    lacking=("情報セキュリティ研修　1名(鈴木 大輔)　次回 5/12",),
    people=(
        PersonNow(
            "髙橋 美咲", "Step1", "リード期間12か月(今は9か月)", "リードを続けられるようにする"
        ),
        PersonNow("鈴木 大輔", "Step0", "研修「BPR研修」の修了", "5/19 BPR研修を勧める"),
    ),
    consultations=("4/2 ツール",),
    judged="令和8年3月31日",
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


def person(staff_no: str, state: str, **more: Cell) -> RowValues:
    """Return the row of 確認表 on which a person is decided."""
    return {
        "staff_no": staff_no,
        "staff_name": NAMES[staff_no],
        "section": "総務部 情報政策課",
        "state": state,
        "decision": None,
        "reason": None,
        "confirmed_on": None,
        "issue_no": f"R7-1-{staff_no}",
        "phase": "年度末",
        "digest": digest_of(staff_no),
        "submitted_on": dt.date(2026, 3, 9),
        **more,
    }


def doubted(staff_no: str, table: str, number: int, sentence: str) -> RowValues:
    """Return the row of 確認表 of a line to look at."""
    return {
        "staff_no": staff_no,
        "staff_name": NAMES[staff_no],
        "attention": sentence,
        "table": table,
        "number": number,
    }


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
    """Return the workbook's content; `people` changes the rows on which people are decided."""
    more = people or {}
    lead = "2025/4/1〜(継続中)、BPR、申請窓口の待ち時間を半分にした"
    proof = "起案文書 R7-123 情報政策課フォルダ「電子申請の見直し」内の実施報告書"
    looks = {
        "00101": ("提出", "本人の判定2、規則では1(リード期間 9か月/12か月、最短で2026/6/30)"),
        "00103": ("内容変更", "確認した後で、申告の内容が変わりました"),
        "00105": ("差戻し", "前回の差戻し: 起案文書の番号を書いてください(出し直しはまだです)"),
    }
    first = {
        number: person(number, state, attention=said, **more.get(number, {}))
        for number, (state, said) in looks.items()
    }
    return ReviewContent(
        CONFIRMER,
        "山田 太郎",
        "年度末",
        confirmer_post="情報政策課長",
        people=(
            first["00101"],
            doubted(
                "00101",
                "my_engagements",
                2,
                "今の課に来る前の実績で、証拠が書かれていません: 案件の経験"
                f" 窓口手続きのオンライン化 リード {lead}",
            ),
            first["00103"],
            doubted(
                "00103",
                "my_engagements",
                1,
                "確認した後に、足されたか変わった行です: 案件の経験 電子申請の見直し 担当"
                f" 2025/10/1〜2026/2/28、LoGoフォーム　証拠: {proof}",
            ),
            first["00105"],
        ),
        rest=(
            person(
                "00102",
                "提出",
                next_step="Step1　次の一歩: 5/19 DXマインドセット研修を勧める",
                line_count="1件",
                matched="すべて名簿と一致",
                together_digest=digest_of("00102"),
                **more.get("00102", {}),
            ),
        ),
        waiting=(
            {
                "staff_no": "00104",
                "staff_name": NAMES["00104"],
                "section": "総務部 情報政策課",
                "attention": "未提出",
            },
        ),
        lines=(
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
            step("00103", "P01", "LOGO", None, 1),
            step("00102", "P01", None, 1, 1),
        ),
        aside=frozenset({("00103", "P01", "LOGO")}),
        locked=frozenset({("00101", "my_attendances", 1), ("00102", "my_attendances", 1)}),
        choices={"P01": (1, 2), "P02": (1, 2, 3)},
        sections=(NOW,),
    )
