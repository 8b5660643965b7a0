"""The rules, each with its source and an example that is computed when the page is built."""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from ledger.commands.init import first_tables
from ledger.judge.kinds import KINDS
from ledger.judge.lead_time import Counting, credited, earliest, fragments
from ledger.model.calendar import (
    add_months,
    fiscal_year_of,
    months_and_days,
    period_end,
    wareki,
    wareki_year,
)
from ledger.model.policy import Criterion
from ledger.model.terms import LeadMode
from ledger.model.verdicts import Outcome

D = dt.date.fromisoformat
YEAR = 2026
Spans = list[tuple[dt.date, dt.date | None]]


class Rule(NamedTuple):
    """One rule: its name, the rule itself, where it comes from, and a computed example."""

    title: str
    text: str
    source: str
    example: Callable[[], str]


def _span(text: str) -> tuple[dt.date, dt.date | None]:
    start, _, end = text.partition("/")
    return D(start), D(end) if end else None


def _worth(leads: list[str], away: list[str], as_of: str, mode: LeadMode = LeadMode.TOTAL) -> str:
    parts = fragments(map(_span, leads), map(_span, away), D(as_of))
    months, days = credited(parts, Counting(mode))
    counted = "、".join(f"{start}〜{end}" for start, end in parts)
    reached = "" if months < 12 else "(1年に届く)"  # noqa: PLR2004 - the example is about a year
    day = None if months >= 12 else earliest(parts, 12, D(as_of), Counting(mode))  # noqa: PLR2004
    then = f"、1年になる最短の日は {day}" if day else ""
    return f"{mode}・基準日 {as_of}: 数える期間 {counted} → {months}か月{days}日{reached}{then}"


RULES = (
    Rule(
        "年度",
        "年度は4月1日から翌年3月31日まで。西暦の始まりの年で呼ぶ。日付の範囲は両端を含む。",
        "W09、design §5",
        lambda: "、".join(
            f"{day} → {wareki_year(fiscal_year_of(D(day)))}"
            for day in ("2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01")
        ),
    ),
    Rule(
        "1年・1か月の数え方",
        "期間は応当日の前日に満ちる。最後の月に応当日がなければ、その月の末日に満ちる。",
        "民法143条、W10・W12・W13",
        lambda: "、".join(
            f"{start} から1年 → {period_end(D(start), 12)}"
            for start in ("2024-04-01", "2023-04-01", "2024-02-29", "2024-03-01", "2023-03-01")
        ),
    ),
    Rule(
        "端数の日",
        "満ちた月の後に残る日を端数とする。365日たっても、満ちなければ1年ではない。",
        "民法143条、W11・W12",
        lambda: "、".join(
            f"{start}〜{end} は {m}か月{d}日"
            for start, end in (("2024-04-01", "2025-03-30"), ("2023-04-01", "2024-03-30"))
            for m, d in [months_and_days(D(start), D(end))]
        ),
    ),
    Rule(
        "重なる期間",
        "重なる期間と、すき間なく続く期間は1つにまとめる。日数を二重に数えない。",
        "W14",
        lambda: _worth(["2024-04-01/2024-12-31", "2024-10-01/2025-03-31"], [], "2025-03-31"),
    ),
    Rule(
        "通算",
        "切れ目のある期間は、満ちた月を足し、端数の日(1つの期間で29日まで)の合計を30で割った月を加える。",
        "W15、rulings(設定 lead_mode・day_carry)",
        lambda: _worth(["2024-04-01/2024-09-30", "2025-01-01/2025-06-30"], [], "2025-06-30"),
    ),
    Rule(
        "継続",
        "継続で数えるときは、一番長い1つの期間だけを見る。",
        "W15(設定 lead_mode)",
        lambda: _worth(
            ["2024-04-01/2024-09-30", "2025-01-01/2025-06-30"],
            [],
            "2025-06-30",
            LeadMode.CONTINUOUS,
        ),
    ),
    Rule(
        "休職・育休・派遣",
        "そのあいだは期間を数えない。",
        "W16(設定 leave_stops_clock)",
        lambda: _worth(["2024-04-01/2025-03-31"], ["2024-10-01/2024-12-31"], "2025-03-31"),
    ),
    Rule(
        "続いている期間",
        "終了日が空欄の期間は基準日まで続いたものとして数える。",
        "W11・W17・W21",
        lambda: _worth(["2025-04-02/"], [], "2026-03-31"),
    ),
    Rule(
        "最短到達日",
        "基準日に続いている期間がそのまま続くとき(なければ翌日に始まるとき)、条件を満たす最初の日。",
        "design §5、W11",
        lambda: " / ".join(
            _worth(["2024-04-01/2025-03-30"], [], "2025-03-31", mode) for mode in LeadMode
        ),
    ),
    Rule(
        "研修の有効期間",
        "有効月数のある研修は、修了日から数えて満ちる日まで有効。",
        "W08",
        lambda: f"2025-02-10 修了、12か月 → {period_end(D('2025-02-10'), 12)} まで有効",
    ),
    Rule(
        "月のさかのぼり",
        "月を戻した先に同じ日がなければ、その月の末日とする。",
        "W36",
        lambda: f"2026-08-31 の6か月前 → {add_months(D('2026-08-31'), -6)}",
    ),
    Rule(
        "割合と判定",
        "表示は小数第1位に四捨五入する。判定は整数どうしで厳密に比べる。",
        "W39",
        lambda: (
            "624/1,249 は表示 50.0%、目標50%の判定は"
            + ("達成" if Fraction(624, 1249) >= Fraction(1, 2) else "未達")
        ),
    ),
    Rule(
        "和暦",
        "令和・平成・昭和の書き方を読む。年のない日付や、ない日は推し量らない。",
        "W45",
        lambda: f"2025-12-08 → {wareki(D('2025-12-08'))}",
    ),
)


def page(note: str) -> str:
    """Return the page of rules, its examples computed now.

    Args:
        note: First line, which says that the page is generated.
    """
    lines = [
        note,
        "# 判定の規則",
        "",
        (
            "それぞれの規則の出典と、いまのプログラムが計算した例です。読み方の細かい取り決めは "
            "[readings.md](readings.md) にあります。"
        ),
        "",
    ]
    for rule in RULES:
        lines += [f"## {rule.title}", "", rule.text, "", f"- 出典: {rule.source}"]
        lines += [f"- 例: {rule.example()}", ""]
    return "\n".join([*lines, *_kinds(), ""])


def _kinds() -> list[str]:
    """Return the kinds of criteria, each with what the program says of one that lacks something."""
    _, policy = first_tables(YEAR, "")
    training = next(iter(policy.trainings))
    lines = [
        "## 条件の種別",
        "",
        "Step条件の「種別」に書ける言葉です。例は、必要数2のうち1あるとき。",
        "",
        "| 種別 | 単位 | どこまで | 足りないもの |",
        "|---|---|---|---|",
    ]
    for term, kind in KINDS.items():
        code = training if kind.object_table == "trainings" else None
        criterion = Criterion(
            persona_code="P01", step=1, criterion_no=1, kind=term, object_code=code, amount=2
        )
        short = Outcome(criterion=criterion, met=False, have=1, needed=2)
        what = kind.subject(policy, code or "")
        far, lacks = kind.how_far(policy, short), kind.requirement(policy, what, short)
        lines.append(f"| {term} | {kind.unit} | {far} | {lacks} |")
    return lines
