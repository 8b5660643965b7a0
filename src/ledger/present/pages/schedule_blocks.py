"""日程, below the schedule: 点検項目, 分担, 相談と申告, 行事 and 年度サイクル, block by block."""

from collections.abc import Iterable, Iterator, Sequence

from ledger.layout.pages import PageCell
from ledger.measure.schedule_view import ScheduleView, YearEvent
from ledger.measure.section_contacts import SectionContact
from ledger.measure.year_cycle import STAGES
from ledger.model.calendar import wareki, wareki_year
from ledger.model.terms import SessionState

Row = Sequence[PageCell]

HEADING, ALERT, NONE, OPEN, FINE = "■", "▲", "–", "・", "✓"
NOBODY = "担当なし"


def schedule_blocks(view: ScheduleView) -> Iterator[Row]:
    """Yield the blocks.

    Args:
        view: What 日程 shows.
    """
    yield from _block(_checks_title(view), _checks(view), "まだの点検項目はありません")
    lacking = len(view.unowned)
    title = f"分担  業務 {len(view.shared)}" + (f"(担当なし {ALERT}{lacking})" if lacking else "")
    yield from _block(title, _shared(view), "シート「分担」に業務がありません")
    yield from _block(
        _contacts_title(view), _contacts(view), "相談も、配った申告書も、まだありません"
    )
    year = wareki_year(view.contacts.year)
    yield from _block(
        f"行事({year})", map(_event, view.events), "シート「行事」に、この年度の行事がありません"
    )
    yield from _block("年度サイクル(シート「年度サイクル」に1人ずつ)", _cycle(view), _NO_CYCLE)


_NO_CYCLE = "まだ計算していません。「日程を作る」か「集約とレポート」で出ます"


def _block(title: str, lines: Iterable[Row], nothing: str) -> Iterator[Row]:
    listed = list(lines)
    yield []
    yield [f"{HEADING} {title}"]
    yield from listed or [(NONE, f"{nothing}。")]


def _checks_title(view: ScheduleView) -> str:
    found = view.checks
    late = f"(期限切れ {ALERT}{len(found.late)})" if found.late else ""
    told = f"点検項目({view.plan.mode})  まだ {len(found.open)}{late}・済 {found.done}"
    return told + (f"・省略 {found.skipped}" if found.skipped else "")


def _checks(view: ScheduleView) -> Iterator[Row]:
    for one in view.checks.open:
        sign = f"{ALERT} 遅れ {one.late}日" if one.late is not None else f"{OPEN} まだ"
        due = f"{wareki(one.due_on)}まで" if one.due_on else "期限なし"
        yield sign, f"[{one.category} {one.check_no}] {one.item}", one.owner or NOBODY, due


def _shared(view: ScheduleView) -> Iterator[Row]:
    for one in view.shared:
        sign = FINE if one.owner else f"{ALERT} {NOBODY}"
        support = f"支援: {one.support}" if one.support else None
        yield sign, one.task, one.owner or NOBODY, support


def _contacts_title(view: ScheduleView) -> str:
    found = view.contacts
    received = sum(one.received for one in found.lines)
    told = f"相談と申告(課ごと)  相談 {received}件(開いている {found.open}件)"
    kinds = "、".join(f"{kind} {many}" for kind, many in found.kinds)
    later = f"。受付日が先のもの {found.ahead}件は数えていません" if found.ahead else ""
    return told + (f"  分類: {kinds}" if kinds else "") + later


def _contacts(view: ScheduleView) -> Iterator[Row]:
    for one in view.contacts.lines:
        yield _look(one), one.name, _consultations(one), _submissions(one, view)


def _look(one: SectionContact) -> str:
    if not one.is_known:
        return f"{ALERT} 所属にない"
    if one.is_silent:
        return f"{ALERT} 声をかける"
    return f"{OPEN} 相談に答える" if one.open else FINE


def _consultations(one: SectionContact) -> str:
    waiting = f"(開 {one.open})" if one.open else ""
    return f"相談 {one.received}{waiting}"


def _submissions(one: SectionContact, view: ScheduleView) -> str | None:
    if not one.issued:
        return None
    return f"申告({view.contacts.phase}) {one.submitted}/{one.issued}名"


def _event(one: YearEvent) -> Row:
    held = FINE if one.state == SessionState.HELD else OPEN
    sign = f"{ALERT} 予定のまま" if one.is_unsettled else f"{held} {one.state}"
    return sign, f"{one.event_no} {one.subject}", one.kind, wareki(one.held_on)


def _cycle(view: ScheduleView) -> Iterator[Row]:
    if view.people:
        for key, name in STAGES.items():
            many = view.cycle[key]
            yield FINE if many == view.people else OPEN, name, f"{many}/{view.people}名"
