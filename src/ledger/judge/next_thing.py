"""次の一手: the one thing that HR does next, out of everything that やること一覧 holds.

The home page, `status`, the bare command and the closing words of the commands ask here, so that
they say the same. The order is that of a day at HR's desk, not that of the list: what makes all
results wrong, what is missing before forms can go out, who waits for HR, who is late, what the day
itself asks for, and only then what HR can do no more about than wait.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import IntEnum, auto
from types import MappingProxyType
from typing import NamedTuple

from ledger.judge.closed_years import closed_years
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.progress import asked_people, workbooks_out
from ledger.judge.year_stages import StageName, YearStage, year_stages
from ledger.layout import ledger
from ledger.layout.columns import RowValues
from ledger.layout.frames import Tables, records
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.settings import Settings
from ledger.model.terms import Phase

REPORTING = "報告"
CLOSED = "年度締め"
_CONFIRMED = "確認済"


class NextTurn(IntEnum):
    """Whose turn it is; the earlier, the sooner."""

    ERRORS = auto()
    """The ledger itself is wrong: everything else is computed of it."""
    LISTS = auto()
    """Nobody is there who could be asked."""
    DECISIONS = auto()
    """What has to be decided on before the first forms go out."""
    FORMS = auto()
    """Fewer than half have a form of the phase: nobody can begin."""
    HR = auto()
    """People wait for HR."""
    LATE = auto()
    """HR waits for people, and the 期限 has passed."""
    SETTLE = auto()
    """The 基準日 has come, and nothing was consolidated since."""
    FINDINGS = auto()
    """What was set aside and only HR can see to."""
    OTHERS = auto()
    """HR waits for people, and there is still time."""
    LATER = auto()
    """What can be decided on whenever there is time."""


_LISTS = frozenset({"職員がない", "所属がない", "所属長がない", "所属履歴がない"})
_DECISIONS = frozenset({"例の目標", "期限がまだない", "人材像付与がまだない", "確認者のいない所属"})
_WITHIN = ("未確認", "差戻し", "確認者のいない所属", "未配布", "未提出")
"""Within a turn, after what is late: who has done the most for it comes first."""
_DUES: Mapping[str, str] = MappingProxyType(
    {
        "未配布": "report_due",
        "未提出": "report_due",
        "未確認": "confirm_due",
        "差戻し": "confirm_due",
        "確認者のいない所属": "confirm_due",
    }
)
"""The 期限 that an item is held against; 差戻し comes after 提出期限 by its nature."""


class NextThing(NamedTuple):
    """What comes next.

    Attributes:
        item: Its line of やること一覧 (項目), or 報告 or 年度締め; "" where nothing is left to do.
        count: How many; None where there is nothing to count.
        action: What to do, one sentence without its full stop.
        button: The label of the button that does it; "" where a person acts without one.
        due: The 期限 that it is held against.
    """

    item: str
    count: int | None  # type: ignore[assignment]  # hides tuple.count, which nobody calls here
    action: str
    button: str = ""
    due: dt.date | None = None

    @property
    def told(self) -> str:
        """What comes next and why: `未確認(年度末) 14名。確認表を作って、上長に渡す`."""
        return f"{counted(self.item, self.count)}。{self.action}" if self.item else self.action

    @property
    def sentence(self) -> str:
        """`told` with its button, as a command closes."""
        return f"{self.told}(ボタン: {self.button})" if self.button else self.told


def counted(item: str, count: int | None) -> str:
    """Return an item with its count: people are counted in 名, the rest in 件."""
    if count is None:
        return item
    people = item.startswith(("未", "差戻し", _CONFIRMED))
    return f"{item} {count}{'名' if people else '件'}"


def waiting(tables: Tables) -> list[RowValues]:
    """Return the lines of やること一覧 that something is to be done about, in its order."""
    listed = records(ledger.BY_KEY["today"], tables["today"])
    return [row for row in listed if row["count"] != 0 and _word(row) != _CONFIRMED]


def next_thing(policy: Policy, tables: Tables, day: JudgedDay) -> NextThing:
    """Return what HR does next.

    Args:
        policy: The policy.
        tables: The ledger's tables, やること一覧 as it stands or will stand among them.
        day: The day judged.
    """
    desk = _Desk.of(policy, tables, day)
    open_lines = [*waiting(tables), *([desk.settling] if desk.settling else ())]
    if policy.settings.fiscal_year in closed_years(tables):
        open_lines = [row for row in open_lines if desk.place(row)[0] is NextTurn.ERRORS]
        if not open_lines:
            return NextThing(CLOSED, None, _CLOSED, "年度更新")
    if open_lines:
        return desk.thing(min(open_lines, key=desk.place))
    return desk.nothing_waits()


class _Desk(NamedTuple):
    """What the order hangs on.

    Attributes:
        settings: 設定, for the 期限.
        day: The day judged.
        people: How many are asked for a report.
        begun: Whether any form was issued.
        out: The phases whose review workbooks lie with the confirmers.
        stage: Where the year stands.
        phase: The phase that the list speaks of; None if it has no line of the flow.
        at_hand: The phase at hand.
        confirmed: The list's line of 確認済, if it has one.
        consolidated: The day of the last 集約.
    """

    settings: Settings
    day: JudgedDay
    people: int
    begun: bool
    out: frozenset[Phase]
    stage: StageName
    phase: Phase | None
    at_hand: Phase
    confirmed: RowValues | None
    consolidated: dt.date | None

    @classmethod
    def of(cls, policy: Policy, tables: Tables, day: JudgedDay) -> "_Desk":
        stages = year_stages(policy, tables, day)
        listed = records(ledger.BY_KEY["today"], tables["today"])
        confirmed = next((row for row in listed if _word(row) == _CONFIRMED), None)
        return cls(
            settings=policy.settings,
            day=day,
            people=len(asked_people(policy, tables, day.on)),
            begun=not tables["issues"].empty,
            out=frozenset(phase for phase in Phase if workbooks_out(tables, phase)),
            stage=next(stage.name for stage in stages if stage.here),
            phase=_phase(confirmed) if confirmed else None,
            at_hand=phase_at_hand(policy, tables, day.on),
            confirmed=confirmed,
            consolidated=_consolidated(stages),
        )

    @property
    def settling(self) -> RowValues | None:
        """The line of 確認済, where the 基準日 has come and nothing was consolidated since."""
        last = self.consolidated
        stale = not self.day.early and (last is None or last < self.day.key_date)
        theirs = self.phase is Phase.CLOSING is self.at_hand
        some = self.confirmed and self.confirmed["count"]
        return self.confirmed if stale and theirs and some else None

    def place(self, row: RowValues) -> tuple[NextTurn, bool, int]:
        """Return where a line comes: its turn, what is late before the rest, then `_WITHIN`."""
        word = _word(row)
        late = self._late(word)
        return (self._turn(row, late=late), not late, _WITHIN.index(word) if word in _WITHIN else 0)

    def _turn(self, row: RowValues, *, late: bool) -> NextTurn:
        word = _word(row)
        if word in _LISTS:
            return NextTurn.LISTS
        if word in _DECISIONS and not self.begun:
            return NextTurn.DECISIONS
        if word == "未配布" and 2 * int(str(row["count"])) > self.people:
            return NextTurn.FORMS
        if word == "未提出" or (word == "未確認" and _phase(row) in self.out):
            return NextTurn.LATE if late else NextTurn.OTHERS
        return _TURNS.get(word, NextTurn.LATER)

    def _late(self, word: str) -> bool:
        due = self._due(word)
        return due is not None and due < self.day.on

    def _due(self, word: str) -> dt.date | None:
        return getattr(self.settings, _DUES[word]) if word in _DUES else None

    def thing(self, row: RowValues) -> NextThing:
        """Return a line as what comes next."""
        return NextThing(
            item=str(row["item"]),
            count=None if row["count"] is None else int(str(row["count"])),
            action=str(row["action"]),
            button=str(row["button"] or ""),
            due=self._due(_word(row)),
        )

    def nothing_waits(self) -> NextThing:
        """Return what comes once every line is done: 集約, 報告, or nothing until later."""
        if self.phase is not self.at_hand:
            return NextThing(
                "", None, f"{self.phase}は、すべて済んでいます" if self.phase else NONE
            )
        never = self.consolidated is None
        if self.confirmed and self.confirmed["count"] and self.stage is StageName.CONSOLIDATE:
            if never or self.phase is Phase.CLOSING:
                return self.thing(self.confirmed)
            return NextThing("", None, f"{self.phase}は、すべて済んでいます。{_UNTIL_CLOSING}")
        if self.stage is StageName.REPORT:
            return NextThing(REPORTING, None, _EARLY if self.day.early else _SETTLED, "レポート")
        return NextThing("", None, NONE)


NONE = "いまは、することがありません"
_UNTIL_CLOSING = "年度末の申告書を配る時期になると、ここに出ます"
_EARLY = "レポートで途中の結果を確かめ、基準日が来たら、もう一度集約する"
_SETTLED = "レポートで結果を確かめて報告し、済んだら「年度締め」で今年度の数を確定する"
_CLOSED = "今年度の数は確定しました。「年度更新」で来年度の台帳を作る"
_TURNS: Mapping[str, NextTurn] = MappingProxyType(
    {
        "台帳の誤り": NextTurn.ERRORS,
        "未確認": NextTurn.HR,
        "差戻し": NextTurn.HR,
        "確認者のいない所属": NextTurn.HR,
        "未配布": NextTurn.HR,
        _CONFIRMED: NextTurn.SETTLE,
        "要確認": NextTurn.FINDINGS,
    }
)


def _word(row: RowValues) -> str:
    """Return what a line is about, without its phase: 未確認 of 未確認(年度末)."""
    return str(row["item"]).partition("(")[0]


def _phase(row: RowValues) -> Phase | None:
    named = str(row["item"]).partition("(")[2].removesuffix(")")
    return Phase(named) if named in set(Phase) else None


def _consolidated(stages: Sequence[YearStage]) -> dt.date | None:
    return next(stage.day for stage in stages if stage.name is StageName.CONSOLIDATE)
