"""What 広域集計 tells, beside what each municipality published: page, 公開データ and sums."""

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

import pytest

from ledger.model.policy import Policy
from small_numbers.books import Row, opened, steps_of
from small_numbers.publication import Key, Told, base_of, figures, rated, read
from small_numbers.solver import FREE, Hidden, Name, Reader

NAMES = frozenset(
    [
        *("項目", "内容", "指標", "人材像の区分", "Step", "単位", "全国地方公共団体コード"),
        *("団体名", "何の値か", "状態", "時点", "時点の区分", "フォルダ"),
    ]
)
"""Columns of 広域集計 that count nobody."""
AREAS = frozenset(["値のある団体数", "伏せた団体数", "値のない団体数", "値に入れた団体数"])
"""Columns that count municipalities; held against 団体別."""
FIGURES = frozenset(["分子", "分母", "値", "公表した値の数", "伏せた値の数"])
SUMS = frozenset(["分子の計", "分母の計", "最小", "中央値", "最大"])
"""Columns of figures, and of what comes of them: they are read."""
PAGE_NAMES = frozenset(
    ["研修の区分", "研修名", "人材像", "どんな人か", "目標類型", "目標名", "単位", "判定"]
)
PAGE_FIGURES = frozenset(
    ["提供回数", "対象(名)", "修了(名)", "受講率(%)", "前年度(%)", "前年度", "今年度", "目標値"]
)
"""Columns of a municipality's page, and what of them is read or of targets and last year."""
_STEP = re.compile(r"(未到達|Step\d+)\(名\)")
_WITHHELD = re.compile(r"秘匿|掲載なし|\d+人未満")
_TARGET = "目標"
_NOTHING = frozenset(["提供なし", "算定不能", "値なし"])
"""States of what has no figure."""


class Published(NamedTuple):
    """What one municipality published.

    Attributes:
        code: 全国地方公共団体コード.
        files: Its 公開データ.
        bare: The same with nothing withheld, which nobody should see.
        page: Its page.
        policy: Its policy, which everybody knows.
        highest: Personas whose Step is the highest over their tools for everybody.
    """

    code: str
    files: Mapping[str, bytes]
    bare: Mapping[str, bytes]
    page: bytes
    policy: Policy
    highest: frozenset[str]


def knowledge(areas: Sequence[Published], workbook: bytes) -> Reader:
    """Return what somebody knows who has 広域集計, and what every municipality published.

    Args:
        areas: The municipalities; packages of some of them may have been set aside.
        workbook: The finished 広域集計.
    """
    reader, told = Reader(), {}
    for area in areas:
        own = figures(area.files)
        _hold_page(area, own)
        _add(reader, area.code, read(own, area.policy, area.highest))
        told[area.code] = own
    book = opened(workbook, lambda head: head in NAMES | AREAS | FIGURES | SUMS)
    values = book["federation_values"]
    for row in values:
        _value(reader, told[str(row["全国地方公共団体コード"])], row)
    for row in book["federation_sums"]:
        _sum(reader, told, row, [one for one in values if _group(one) == _group(row)])
    for row in book["federation_areas"]:
        code = row["全国地方公共団体コード"]
        own_rows = [one for one in values if one["全国地方公共団体コード"] == code]
        assert row["公表した値の数"] == sum(one["値"] is not None for one in own_rows)
        assert row["伏せた値の数"] == sum(map(_is_withheld, own_rows))
    _hold_words(book["federation_about"], len(book["federation_areas"]))
    return reader


def _add(reader: Reader, code: str, own: Reader) -> None:
    """Add what a municipality's own publication tells, under its code."""
    for name, (low, high) in own.bounds.items():
        reader.within((code, *name), low, high)
    for line in own.lines:
        terms = [((code, *name), weight) for name, weight in line.terms]
        reader.between(terms, line.low, line.high)
    for one in own.hidden:
        reader.hidden.append(Hidden(f"{code} {one.where}", (code, *one.name), one.marker))


def _hold_page(area: Published, told: Mapping[Key, Told]) -> None:
    """Hold a page against 公開データ: of people it says the same, number for number."""
    book = opened(
        area.page, lambda head: head in PAGE_NAMES | PAGE_FIGURES or bool(_STEP.fullmatch(head))
    )
    trainings = {one.training_name: code for code, one in area.policy.trainings.items()}
    personas = {one.persona_name: code for code, one in area.policy.personas.items()}
    heads = {"対象(名)": "分母", "修了(名)": "分子", "受講率(%)": "率", "前年度(%)": "前年度"}
    for row in book["public_trainings"]:
        if row["研修名"] is not None:
            code = trainings[str(row["研修名"])]
            for head, item in heads.items():
                _same(row[head], told.get(("受講率", item, "", code, "", "", "", "")))
    for row in book["public_steps"]:
        if row["人材像"] is not None:
            of = ("", "", personas[str(row["人材像"])], "", "")
            _same(row["対象(名)"], told.get(("Step分布", "分母", *of, "")))
            for step, value in steps_of(row, "名"):
                _same(value, told.get(("Step分布", "人数", *of, str(step))))


def _same(shown: object, told: Told | None) -> None:
    if told is None:
        assert shown in {None, "―"}, shown
    else:
        assert shown == (told.state if told.value is None else told.value), (shown, told)


def _group(row: Row) -> tuple[object, ...]:
    return tuple(row[head] for head in ("指標", "人材像の区分", "Step", "単位"))


def _is_withheld(row: Row) -> bool:
    return _WITHHELD.fullmatch(str(row["状態"])) is not None


def _count_of(told: Mapping[Key, Told], row: Row) -> Key | None:
    """Return the count that a row of 団体別 is about.

    A target is no secret, and what was not offered, or is nobody's, has none.
    """
    codes = str(row["何の値か"] or "").split("・")
    if _target_of(row) in told:
        return None
    group = str(row["指標"]).partition("(")[0].removeprefix("研修ごとの")
    item = {"Step分布": "人数", "スキルの合致人数": "合致人数"}.get(group, "分子")
    step = "" if row["Step"] is None else str(row["Step"])
    found = [
        key
        for key in told
        if key[:2] == (group, item)
        and [code for code in key[2:7] if code] == codes
        and key[7] == step
    ]
    if row["状態"] in _NOTHING:
        assert (row["値"], row["分子"], row["分母"]) == (None, None, None), row
        return None
    assert len(found) == 1, (row, found)
    return found[0]


def _target_of(row: Row) -> Key:
    return (_TARGET, "実績", str(row["何の値か"]), "", "", "", "", "")


def _value(reader: Reader, told: Mapping[Key, Told], row: Row) -> None:
    """Read a row of 団体別, whatever its 状態 says of it."""
    key = _count_of(told, row)
    if key is None:
        target = told.get(_target_of(row))
        assert target is None or row["値"] == target.value, row
        return
    name: Name = (str(row["全国地方公共団体コード"]), *key)
    reader.within(name, 0, FREE)
    for number in (row["分子"], row["値"] if _is_count(row) else None):
        if isinstance(number, int | float):
            reader.within(name, int(number), int(number))
    base = row["分母"] if isinstance(row["分母"], int | float) else base_of(told, key)
    if isinstance(row["値"], int | float) and row["単位"] == "%":
        rated(reader, name, base, row["値"])
    if _is_withheld(row):
        few = re.fullmatch(r"(\d+)人未満", str(row["状態"]))
        low, high = reader.bounds[name]
        if few and _is_count(row):
            reader.within(name, 1, int(few[1]) - 1)
        if row["状態"] != "掲載なし" and not any(one.name == name for one in reader.hidden):
            marker = int(few[1]) - 1 if few else high - low + 1
            reader.hidden.append(Hidden(f"団体別 {name}", name, marker))


def _is_count(row: Row) -> bool:
    """Say whether 値 is the count itself: neither a share nor what follows from the count."""
    return row["単位"] != "%" and row["指標"] in {"Step分布", "Step分布(ツール)"} | {
        "スキルの合致人数(合致人数)"
    }


def _sum(
    reader: Reader, told: Mapping[str, Mapping[Key, Told]], row: Row, own: Sequence[Row]
) -> None:
    """Read a row of 広域集計: it must be what 団体別 shows, or it tells of what that hides."""
    shown = [float(str(one["値"])) for one in own if one["値"] is not None]
    hidden = list(_hidden_of(told, own))
    shares = [one for one in own if one["分母"] is not None]
    sums = [("分子の計", [one["分子"] for one in shares])]
    if row["単位"] != "%":
        sums.append(("値", [*shown]))
    for head, parts in sums:
        total = sum(float(str(part)) for part in parts)
        rest = float(str(row[head])) - total if row[head] is not None else 0.0
        if rest:
            follows = head == "値" and not _is_count(row)
            assert hidden, f"{row}: {head} is not what 団体別 comes to"
            assert not follows, f"{row}: {head} is not what 団体別 comes to"
            reader.between([(name, 1) for name in hidden], int(rest), int(rest))
    base = sum(float(str(one["分母"])) for one in shares)
    assert (row["分母の計"] or 0) == base, row
    if row["単位"] == "%" and row["値"] is not None:
        rate = 100 * float(str(row["分子の計"])) / base
        assert abs(float(str(row["値"])) - rate) < 0.051, row
    middle = median(shown) if shown else None
    ends = {"最小": min(shown, default=None), "中央値": middle, "最大": max(shown, default=None)}
    for head, end in ends.items():
        assert row[head] == (None if end is None else pytest.approx(end)), f"{row}: {head}"
    _hold_areas(row, own)


def _hidden_of(told: Mapping[str, Mapping[Key, Told]], own: Sequence[Row]) -> Iterator[Name]:
    for one in own:
        if _is_withheld(one):
            code = str(one["全国地方公共団体コード"])
            key = _count_of(told[code], one)
            if key is not None:
                yield (code, *key)


def _hold_areas(row: Row, own: Sequence[Row]) -> None:
    """Hold the numbers of municipalities against 団体別."""
    by = [(str(one["全国地方公共団体コード"]), one) for one in own]
    public = {code for code, one in by if one["値"] is not None}
    shares = {code for code, one in by if one["分母"] is not None and one["値"] is not None}
    hidden = {code for code, one in by if _is_withheld(one)} - public
    assert row["値のある団体数"] == len(public)
    assert row["伏せた団体数"] == len(hidden)
    assert row["値のない団体数"] == len({code for code, _ in by} - public - hidden)
    assert row["値に入れた団体数"] == len(shares if row["単位"] == "%" else public)


def _hold_words(rows: Sequence[Row], areas: int) -> None:
    """See that 説明 speaks of no number but that of the municipalities."""
    said = {str(row["項目"]): str(row["内容"]) for row in rows}
    assert re.findall(r"\d+", said["内容"]) == [str(areas)]
    for item, text in said.items():
        if item not in {"内容", "年度", "作成日", "入れていないもの", "最小・中央値・最大"}:
            assert not re.search(r"\d", text), (item, text)
