"""Where the year stands: what is missing, in order, and whom to remind."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.judge.holders import in_post
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.setting_up import SettingUp, setting_up
from ledger.judge.target_bases import baseless
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.model.calendar import add_months
from ledger.model.policy import Policy
from ledger.model.problems import Severity
from ledger.model.terms import Phase, ReportState

WAITING_FOR_STAFF = (ReportState.NOT_SUBMITTED, ReportState.RETURNED, ReportState.DEFICIENT)
WAITING_FOR_CONFIRMER = (ReportState.SUBMITTED, ReportState.CHANGED)


def asked_people(policy: Policy, tables: Tables, day: dt.date) -> frozenset[str]:
    """Return who is asked for a report: in post on the 基準日, as forms are issued, and by now.

    Args:
        policy: The policy, for the 基準日.
        tables: The ledger's tables.
        day: The day judged.
    """
    return in_post(tables, policy.settings.as_of) & in_post(tables, day)


def states(tables: Tables, people: Iterable[str], phase: Phase) -> dict[str, ReportState]:
    """Return everybody's 状態 in a phase: 未配布 without an issue, 未提出 until one is read.

    What was seen in the inbox after the last consolidation (受付状態) comes before what that one
    left: whose file lies there is not 未提出.
    """
    issues, reports = tables["issues"], tables["reports"]
    issued = set(issues.loc[issues["phase"] == phase, "staff_no"])
    own = reports[reports["phase"] == phase]
    seen = own["arrival_state"].fillna(own["state"])
    known = dict(zip(own["staff_no"], seen, strict=True))
    return {
        number: ReportState(known[number])
        if number in known
        else (ReportState.NOT_SUBMITTED if number in issued else ReportState.NOT_ISSUED)
        for number in people
    }


def workbooks_out(tables: Tables, phase: Phase) -> bool:
    """Whether the review workbooks of what waits in a phase were made and lie with the confirmers.

    So it is from 確認表作成 until the next 集約, which takes in what came back and new reports.

    Args:
        tables: The ledger's tables; 処理履歴 holds what was done, in order.
        phase: The phase.
    """
    runs = tables["runs"]
    own = runs[runs["operation"].isin(_REVIEWING)]
    if own.empty or own["operation"].iloc[-1] != _COLLECTED:
        return False
    return f'"phase": {json.dumps(phase.value, ensure_ascii=False)}' in str(own["counts"].iloc[-1])


_COLLECTED = "collect"
CONSOLIDATED = "consolidate"
"""What 処理履歴 calls the run that makes the results."""
_REVIEWING = (_COLLECTED, CONSOLIDATED)
NEXT_MONTHS = 3
"""So many months before the 基準日 the forms of 年度末 are due, though 期首 is still at hand."""


class _Count(NamedTuple):
    item: str
    count: int | None  # type: ignore[assignment]  # hides tuple.count, which nobody calls here
    action: str
    button: str | None = None
    command: str | None = None


KEY_ALONE = "鍵の書き出しがまだです"
"""The item that says that the key of the seals stands on one PC alone."""
SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "台帳の誤り": "problems",
        "職員がない": "staff",
        "所属がない": "sections",
        "所属長がない": "heads",
        "所属履歴がない": "postings",
        "例の目標": "targets",
        "期限がまだない": "settings",
        "人材像付与がまだない": "assignments",
        "確認者のいない所属": "heads",
        "基準値がまだありません": "targets",
        "要確認": "problems",
        KEY_ALONE: "issues",
        "報告": "kpis",
    }
)
"""Where an item is seen to, by table; what is not listed is about 申告状況."""


def today(  # noqa: PLR0913, PLR0917 - what the day's list is made of
    policy: Policy,
    tables: Tables,
    found: Mapping[Severity, int],
    day: dt.date,
    asked: Phase | None = None,
    unconfirmed: int = 0,
    *,
    key_alone: bool = False,
) -> pd.DataFrame:
    """Return the table やること一覧: counts, and the button to press next, in order.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        found: How many problems of each severity the ledger itself has (台帳点検).
        day: The day judged.
        asked: The phase to speak of; the one at hand if not given.
        unconfirmed: How many sections have people whom nobody can confirm.
        key_alone: Whether the key that sealed the forms stands on this PC and nowhere else.
    """
    people = asked_people(policy, tables, day)
    phase = asked or phase_at_hand(policy, tables, day)
    closing = _counter(states(tables, people, Phase.CLOSING))
    soon = phase is Phase.OPENING and add_months(day, NEXT_MONTHS) > policy.settings.as_of
    lacks = setting_up(policy, tables)
    decisions = [*_policy(lacks), *_people(lacks, unconfirmed)]
    lines = [
        _errors(found),
        *(() if lacks.begun else _policy(lacks)),
        *_lists(lacks),
        *(() if lacks.begun else _people(lacks, unconfirmed)),
        *([_to_issue(Phase.CLOSING, closing)] if soon else ()),
        *_flow(tables, phase, _counter(states(tables, people, phase))),
        *(decisions if lacks.begun else ()),
        *_bases(policy),
        *([_KEY_LINE] if key_alone else ()),
    ]
    rows: list[dict[str, Cell]] = [
        {"order": number, **line._asdict()} for number, line in enumerate(lines, start=1)
    ]
    return frame(ledger.BY_KEY["today"], rows)


class _Counter(NamedTuple):
    states: tuple[ReportState, ...]

    def __call__(self, *wanted: ReportState) -> int:
        return sum(state in wanted for state in self.states)


def _counter(by_person: Mapping[str, ReportState]) -> _Counter:
    return _Counter(tuple(by_person.values()))


def _errors(found: Mapping[Severity, int]) -> _Count:
    return _Count(
        "台帳の誤り",
        found.get(Severity.ERROR, 0),
        "設定・方針・職員の誤りを直す",
        "台帳点検",
        "talent-ledger check 台帳",
    )


def _lists(lacks: SettingUp) -> list[_Count]:
    lines = []
    for key in lacks.empty:
        title = ledger.BY_KEY[key].title
        lines.append(
            _Count(
                f"{title}がない",
                None,
                f"人事システムから出した{title}のCSVを取り込む",
                "名簿取込",
                f"talent-ledger load 台帳 {title} {title}.csv",
            )
        )
    return lines


def _policy(lacks: SettingUp) -> list[_Count]:
    """Say what of the policy somebody has to decide on before the first forms go out."""
    lines = []
    if lacks.examples:
        action = "目標は例のままです。数字を決めて、有効を○にしてください(要らない目標は×)"
        lines.append(_Count("例の目標", lacks.examples, action))
    if lacks.dues and not lacks.begun:
        action = f"シート「設定」に{'と'.join(lacks.dues)}を書く(申告書と確認表に載ります)"
        lines.append(_Count("期限がまだない", len(lacks.dues), action))
    return lines


def _people(lacks: SettingUp, unconfirmed: int) -> list[_Count]:
    """Say what is missing about people: who holds a persona, who confirms."""
    lines = []
    if lacks.unassigned:
        named = "・".join(persona.persona_name for persona in lacks.unassigned)
        action = f"シート「人材像付与」に、{named}になる人を書く"
        lines.append(_Count("人材像付与がまだない", len(lacks.unassigned), action))
    if unconfirmed:
        action = "シート「所属長」に、長・代理・人事指定を書く(だれの分かは、台帳点検で見られます)"
        lines.append(_Count("確認者のいない所属", unconfirmed, action, "台帳点検"))
    return lines


def _to_issue(phase: Phase, count: _Counter) -> _Count:
    return _Count(
        f"未配布({phase})",
        count(ReportState.NOT_ISSUED),
        "申告書を配る",
        "申告書配布",
        f"talent-ledger issue 台帳 配布先フォルダ --phase {phase}",
    )


def _bases(policy: Policy) -> list[_Count]:
    """Say where 順調 and 遅れ cannot be told for want of a 基準値."""
    codes = baseless(policy)
    if not codes:
        return []
    return [
        _Count(
            "基準値がまだありません",
            len(codes),
            "シート「目標」で、空欄の基準年度と基準値を書く(書くまで、順調・遅れは出ません)",
        )
    ]


def _flow(tables: Tables, phase: Phase, count: _Counter) -> list[_Count]:
    return [
        _to_issue(phase, count),
        _Count(
            f"未提出({phase})",
            count(ReportState.NOT_SUBMITTED),
            "提出を促す文面を出して、職員に知らせる",
            "督促文",
            "talent-ledger remind 台帳",
        ),
        _to_confirm(phase, count(*WAITING_FOR_CONFIRMER), out=workbooks_out(tables, phase)),
        _Count(
            f"差戻し({phase})",
            count(ReportState.RETURNED, ReportState.DEFICIENT),
            "本人に理由を伝え、直したものを提出フォルダに入れてもらう",
            "督促文",
            "talent-ledger remind 台帳",
        ),
        _Count(
            "要確認",
            int((tables["problems"]["severity"] == Severity.ERROR).sum()),
            "シート「要確認」を上から順に見る",
        ),
        _Count(
            f"確認済({phase})",
            count(ReportState.CONFIRMED),
            "集約してレポートを作る",
            "集約とレポート",
            _CONSOLIDATE,
        ),
    ]


_CONSOLIDATE = "talent-ledger consolidate 台帳 --from 提出フォルダ --reviews 確認フォルダ"


_KEY_LINE = _Count(
    KEY_ALONE,
    None,
    "封印の鍵がこのPCにしかありません。書き出して、人事だけが開ける場所に置く",
    "鍵の書き出し",
    "talent-ledger key export 鍵の書き出し.ledgerkey",
)


def _to_confirm(phase: Phase, count: int, *, out: bool) -> _Count:
    """Say what waits for its confirmers; whether they have their workbooks decides what to do."""
    if out:
        action = "渡した確認表に判定を入れて返してもらい、確認フォルダに入れて集約する"
        return _Count(f"未確認({phase})", count, action, "集約とレポート", _CONSOLIDATE)
    return _Count(
        f"未確認({phase})",
        count,
        "確認表を作って、上長に渡す",
        "確認表作成",
        "talent-ledger collect 台帳 --from 提出フォルダ --to 確認フォルダ",
    )
