"""今日やること: the first page of the ledger says where the year stands and what comes next.

Rows stand where `home_looks` has made them look so: title, timeline, 次の一手, ほかに, 数字, index.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import pandas as pd

from ledger.judge.next_thing import counted, next_thing, waiting
from ledger.judge.progress import SHEETS
from ledger.judge.year_stages import StageName, YearStage, year_stages
from ledger.layout.columns import RowValues
from ledger.layout.frames import Tables
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME, PERSONA_CARD, PageCell, link
from ledger.layout.sheet_order import CHARTS_KEY, SheetGroup, seen_by_group, title_of
from ledger.model.calendar import wareki
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.settings import Settings
from ledger.present.pages.home_ahead import Ahead, home_ahead
from ledger.present.pages.home_numbers import home_numbers

Row = Sequence[PageCell]

HERE, DONE, AHEAD = "▶ 今ここ", "✓", "–"
NEXT, ALSO, NUMBERS = "次の一手", "ほかに", "数字"
ALSO_ROWS, NUMBER_ROWS = 7, 4
MORE = "…ほかのシート(仕組みの表、まだ空の表)は、ボタン「すべて表示」で見えます"
FOR_GROWTH = "育成のための台帳です(人事評価には使いません)"
_BUTTON_AT, _LINK_AT = 6, 7
_FIRST_TEXT = 1
_STAGE_SHEETS: Mapping[StageName, str] = {
    StageName.POLICY: "targets",
    StageName.PEOPLE: "staff",
    StageName.ISSUE: "reports",
    StageName.SUBMIT: "reports",
    StageName.CONFIRM: "reports",
    StageName.CONSOLIDATE: "verdicts",
    StageName.REPORT: CHARTS_KEY,
    StageName.ROLLOVER: "settings",
}
"""Where a stage is seen to."""
_DAY_WORDS: Mapping[StageName, str] = {
    StageName.SUBMIT: "期限 ",
    StageName.CONFIRM: "期限 ",
    StageName.CONSOLIDATE: "前回 ",
    StageName.ROLLOVER: "基準日 ",
}


def home_page(policy: Policy, tables: Tables, day: JudgedDay, typed: int = 0) -> pd.DataFrame:
    """Return what the home page says.

    Args:
        policy: The policy.
        tables: The ledger's tables as they will stand, やること一覧 among them.
        day: The day judged.
        typed: Cells of 人材像カード that were typed in and are not carried over.
    """
    settings, stages = policy.settings, year_stages(policy, tables, day)
    return page_frame(
        HOME,
        [
            [f"{settings.org_name} デジタル人材育成台帳 {settings.year_label}".strip()],
            [_heading(settings, day)],
            [],
            *_timeline(stages),
            [],
            *_to_do(policy, tables, day, typed),
            [],
            *_numbers(policy, tables),
            [],
            *index_rows(settings, tables),
        ],
    )


def _heading(settings: Settings, day: JudgedDay) -> str:
    key_date = f"  基準日 {wareki(settings.as_of)}" if day.note else ""
    return f"{day.heading}{key_date}     {FOR_GROWTH}"


def _timeline(stages: Sequence[YearStage]) -> Iterator[Row]:
    yield [link(title_of(_STAGE_SHEETS[stage.name]), stage.name.value) for stage in stages]
    begun = max((at for at, stage in enumerate(stages) if stage.here), default=0)
    yield [
        HERE if stage.here else DONE if stage.done else AHEAD if at > begun else "残りあり"
        for at, stage in enumerate(stages)
    ]
    yield [stage.told for stage in stages]
    yield [_dated(stage) for stage in stages]


def _dated(stage: YearStage) -> str:
    if stage.day is None:
        return "期限 未定" if stage.name in (StageName.SUBMIT, StageName.CONFIRM) else ""
    return f"{_DAY_WORDS[stage.name]}{_short(stage.day)}"


def _short(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _to_do(policy: Policy, tables: Tables, day: JudgedDay, typed: int) -> Iterator[Row]:
    """Yield what comes next with its date, then what else is open, then what lies ahead."""
    coming = next_thing(policy, tables, day)
    if coming.item:
        yield _line(NEXT, f"▶ {coming.told}", coming.item, coming.button)
        yield ["", _due(coming.due, day.on)]
    else:
        yield [NEXT, f"▶ {coming.told}"]
        yield []
    others = [row for row in waiting(tables) if row["item"] != coming.item]
    ahead = [_ahead_line(one) for one in home_ahead(policy, tables, day)]
    yield from _also(others, [_card_line(typed)] if typed else [], ahead)


def _ahead_line(one: Ahead) -> Row:
    about, button = title_of(one.sheet), f"[{one.button}]" if one.button else ""
    return [*_text("", one.text)[:_BUTTON_AT], button, link(about, f"→ {about}")]


def _card_line(typed: int) -> Row:
    text = f"人材像カードの書きかけ {typed}か所: だれが動くかを見て、表に反映します"
    button, about = f"[{PERSONA_CARD.title}]", PERSONA_CARD.title
    return [*_text("", text)[:_BUTTON_AT], button, link(about, f"→ {about}")]


def _also(others: Sequence[RowValues], first: Sequence[Row], ahead: Sequence[Row]) -> Iterator[Row]:
    """Yield what else is open and what lies ahead, in the rows that there are for it."""
    room = ALSO_ROWS - len(first) - len(ahead)
    shown = others if len(others) <= room else others[: room - 1]
    rows: list[Row] = [*first]
    rows += [_also_line(row) for row in shown]
    if len(others) > room:
        rest = len(others) - len(shown)
        rows.append([*_text("", f"ほかに {rest}件"), link(title_of("today"), "→ やること一覧")])
    rows += ahead
    for at in range(ALSO_ROWS):
        row: list[PageCell] = [*rows[at]] if at < len(rows) else ["", ""]
        yield [ALSO if at == 0 else "", *row[1:]]


def _also_line(row: RowValues) -> Row:
    item, count = str(row["item"]), row["count"]
    told = counted(item, None if count is None else int(str(count)))
    return _line("", f"{told}: {row['action']}", item, str(row["button"] or ""))


def _line(label: str, text: str, item: str, button: str) -> Row:
    about = title_of(SHEETS.get(item, "reports"))
    shown = f"[{button}]" if button else ""
    return [*_text(label, text)[:_BUTTON_AT], shown, link(about, f"→ {about}")]


def _text(label: str, text: str) -> list[PageCell]:
    """Return a label and a text that has the width of the page up to its link."""
    return [label, text, *[None] * (_LINK_AT - _FIRST_TEXT - 1)]


def _due(due: dt.date | None, day: dt.date) -> str:
    """Say by when it is to be done, and how long that is."""
    if due is None:
        return ""
    left = (due - day).days
    told = f"あと{left}日" if left > 0 else "今日まで" if left == 0 else f"{-left}日過ぎました"
    return f"期限 {_short(due)}({told})"


def _numbers(policy: Policy, tables: Tables) -> Iterator[Row]:
    told = home_numbers(policy, tables)
    for at in range(NUMBER_ROWS):
        label = NUMBERS if at == 0 else ""
        if at < len(told):
            title = title_of(told[at].sheet)
            yield [*_text(label, told[at].text), link(title, f"→ {title}")]
        else:
            yield [label]


def index_rows(settings: Settings, tables: Mapping[str, pd.DataFrame]) -> Iterator[Row]:
    """Yield the index of the sheets: columns of groups, their sheets as links below them."""
    groups = {
        group: [link(title_of(key), title_of(key)) for key in keys]
        for group, keys in seen_by_group(tables, settings)
    }
    policy = groups.pop(SheetGroup.POLICY)
    half = (len(policy) + 1) // 2
    claims: list[PageCell] = [*groups[SheetGroup.CLAIMS], None, SheetGroup.RESULTS.value]
    columns: list[list[PageCell]] = [
        [SheetGroup.NEEDED.value, *groups[SheetGroup.NEEDED]],
        [SheetGroup.POLICY.value, *policy[:half]],
        ["", *policy[half:]],
        [SheetGroup.PEOPLE.value, *groups[SheetGroup.PEOPLE]],
        [SheetGroup.CLAIMS.value, *claims, *groups[SheetGroup.RESULTS]],
        [SheetGroup.FACTS.value, *groups[SheetGroup.FACTS]],
        [SheetGroup.PLANS.value, *groups[SheetGroup.PLANS]],
        [SheetGroup.RECORDS.value, *groups[SheetGroup.RECORDS]],
    ]
    yield from zip_longest(*columns)
    yield [MORE]
