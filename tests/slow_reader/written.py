"""Cells as people and learning systems write them, rightly and wrongly."""

import datetime as dt
import random
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from slow_reader.grid import Error, Formula, Share, Value
from slow_reader.town import ALIASES, PEOPLE, TRAININGS, Person

POSITIVE = (
    "修了",
    "完了",
    "合格",
    "受講済",
    "出席",
    "○",
    "〇",
    "済",
    "Passed",
    "ＣＯＭＰＬＥＴＥＤ",
    "100%",
    "１００ %",
)
NEGATIVE = (
    "未修了",
    "受講中",
    "未受講",
    "不合格",
    "欠席",
    "遅刻",
    "早退",
    "×",
    "キャンセル",
    "取消",
    "80%",
    "0 %",
)
UNKNOWN = (
    "確認中",
    "要確認",
    "保留",
    "申込済",
    "一部修了",
    "免除",
    "代理出席",
    "修了?",
    "合格見込",
)
NO_RESULT = ("在籍", "A", "B", "4.5", "有効")
ALWAYS = ("出欠", "合否", "修了", "修了区分", "受講状況", "進捗率")
LIKE_THESE = ("出欠(1日目)", "第2回出席", "研修修了状況", "出席状況", "合否判定", "受講結果")
BY_WORD = ("状態", "ステータス", "評価")
VARIANTS = str.maketrans("髙高﨑崎邊𠮷", "高髙崎﨑辺吉")

_HALF = {
    unicodedata.normalize("NFKC", half + mark): half + mark
    for half in map(chr, range(0xFF66, 0xFF9E))
    for mark in ("", "ﾞ", "ﾟ")
    if len(unicodedata.normalize("NFKC", half + mark)) == 1
}


class Column(NamedTuple):
    """A column that is drawn: its header, and how a cell of it comes about."""

    header: str
    cell: Callable[["Meant"], Value]


class Meant(NamedTuple):
    """What a row was meant to say before it was written badly. The slow reader never sees it."""

    person: Person
    training: str
    day: dt.date
    session: str | None
    mood: str


class Writer:
    """Writes the cells of one list, by chance.

    Attributes:
        chance: Where the chance comes from.
        book: Whether the list is a workbook, which has numbers, days and formulas.
    """

    def __init__(self, chance: random.Random, *, book: bool) -> None:
        self.chance = chance
        self.book = book

    def often(self, share: float) -> bool:
        """Return whether it happens, in that share of the cases."""
        return self.chance.random() < share

    def family(self, meant: Meant) -> Value:
        """Write the family name where the given name stands beside it."""
        written = meant.person.name.translate(VARIANTS) if self.often(0.2) else meant.person.name
        family = written.partition(" ")[0] if " " in written else written[:2]
        return "新田" if self.often(0.05) else family

    def given(self, meant: Meant) -> Value:
        """Write the given name."""
        _, _, given = meant.person.name.partition(" ")
        return "別人" if self.often(0.05) else given or meant.person.name[2:]

    def missed(self, meant: Meant) -> Value:
        """Write a cell below 欠席: a mark says no, a blank, × and 0 say nothing."""
        if meant.mood == "negative":
            return self.chance.choice(("○", "欠席", "1", "3"))
        return self.chance.choice((None, "", "×", "0"))

    def rarely(self, odd: str, usual: str) -> str:
        return odd if self.often(0.02) else usual

    def typed(self, digits: str) -> Value:
        return int(digits) if self.book and self.often(0.5) else digits

    def number(self, meant: Meant) -> Value:
        number = meant.person.number
        wide = number.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)})
        bare = number.lstrip("0")
        ways: list[Value] = [wide, bare, f" {number} ", f"　{number}"]
        if self.book and bare.isdigit():
            ways += [int(bare), int(bare), float(bare), Formula(f'="{number}"')]
        odd: list[Value] = [None, "99999", f"{number}\u200b", f'="{number}"', "1.01E+02", "2-Jan"]
        odd += ["=1+1", "\u2060" + number, "1.23E+02", f"{number}5"]
        if self.book:
            odd += [dt.date(2026, 1, 2), 101.5, Error("#N/A"), Formula("=VLOOKUP(B2,$E:$F,2,0)")]
        if self.often(0.06):
            return self.chance.choice(odd)
        return self.chance.choice(ways) if self.often(0.3) else number

    def name(self, meant: Meant) -> Value:
        name = meant.person.name
        family, _, given = name.partition(" ")
        ways = [name.replace(" ", "　"), name.translate(VARIANTS), name.replace(" ", "")]
        ways += [f" {name} ", name.replace("\U000e0100", ""), "", f"{name}様", f"{name} 様"]
        ways += [f"{name}(旧姓 新田)", f"{name}(旧姓:新田)"]
        odd = [self.chance.choice(PEOPLE).name, f"新田 {given}", f"{family} 別人", "記入なし"]
        if self.often(0.08):
            return self.chance.choice(odd)
        return self.chance.choice(ways) if self.often(0.4) else name

    def kana(self, meant: Meant) -> Value:
        kana = meant.person.kana or "タナカ ミノル"
        family, _, given = kana.partition(" ")
        ways = [kana.replace(" ", "　"), half_width(kana), "", kana.replace(" ", "")]
        odd = [self.chance.choice(PEOPLE).kana, f"ニッタ {given}", f"{family} ベツジン"]
        if self.often(0.05):
            return self.chance.choice(odd)
        return self.chance.choice(ways) if self.often(0.4) else kana

    def training(self, meant: Meant) -> Value:
        ways = [TRAININGS[meant.training]]
        ways += [alias for alias, code in ALIASES.items() if code == meant.training]
        name = self.chance.choice(ways)
        if self.often(0.2):
            name = name.translate({n: n + 0xFEE0 for n in range(0x41, 0x7B)})
        if self.often(0.1):
            name = name.replace("フォーム", "ﾌｫｰﾑ").replace("マインドセット", "ﾏｲﾝﾄﾞｾｯﾄ")
        return self.rarely("新しい研修", name)

    def day_writer(self) -> Callable[[Meant], Value]:
        styles: list[Callable[[dt.date], Value]] = [
            lambda d: d.isoformat(),
            lambda d: f"{d.year}/{d.month}/{d.day}",
            lambda d: f"R{d.year - 2018}.{d.month}.{d.day}",
            lambda d: f"令和{d.year - 2018}年{d.month}月{d.day}日",
            lambda d: f"{d.year}年{d.month}月{d.day}日",
            lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
        ]
        if self.book:
            styles += [lambda d: d] * 3
            styles.append(lambda d: (d - dt.date(1899, 12, 30)).days)
        style = self.chance.choice(styles)
        missing = 0.5 if self.often(0.1) else 0.04

        def written(meant: Meant) -> Value:
            if self.often(missing):
                return None
            if self.often(0.04):
                return self.chance.choice(
                    ("2025/2/29", "R7.13.1", "未定", "7月頃", "25/12/8", "未修了")
                )
            return (self.chance.choice(styles) if self.often(0.1) else style)(meant.day)

        return written

    def result(self, header: str) -> Column:
        spoken = self.chance.sample(POSITIVE[:-2], 2) if header != "進捗率" else ["100%"]
        refused = self.chance.sample(NEGATIVE[:-2], 3) if header != "進捗率" else ["80%", "0 %"]
        if header == "進捗率" and self.book and self.often(0.7):
            return Column(header, lambda meant: self._progress(meant.mood))
        if header == "進捗率" and self.often(0.6):
            return Column(header, lambda meant: self._of_hundred(meant.mood))
        if header in ("出欠", "修了") and self.often(0.2):
            spoken, refused = ["1"], ["0"]
        silent = header in BY_WORD and self.often(0.5)
        if header == "評価" and self.often(0.3):
            return Column(header, lambda _: self.typed(str(self.chance.randint(1, 5))))
        unknown = (
            [*UNKNOWN, Error("#N/A"), Formula('=IF(A2>0,"修了","")')] if self.book else UNKNOWN
        )

        def cell(meant: Meant) -> Value:
            mood = meant.mood if self.often(0.9) else "positive"
            if silent:
                return self.chance.choice(NO_RESULT)
            if mood == "blank":
                return self.chance.choice((None, "", " ", "　", "-", "－"))
            word = self.chance.choice(
                {"positive": spoken, "negative": refused, "unknown": unknown}[mood]
            )
            return self.typed(str(word)) if word in ("1", "0") else word

        return Column(header, cell)

    def _of_hundred(self, mood: str) -> Value:
        """Write a share as a number out of 100."""
        if mood in ("blank", "unknown"):
            return None if mood == "blank" else self.chance.choice(("集計中", "120"))
        return self.typed("100" if mood == "positive" else self.chance.choice(("80", "0", "1")))

    def _progress(self, mood: str) -> Value:
        if mood in ("blank", "unknown"):
            return None if mood == "blank" else "集計中"
        return Share(1.0) if mood == "positive" else Share(self.chance.choice((0, 0.5, 0.995)))


def half_width(kana: str) -> str:
    """Return kana as an old system prints it."""
    return "".join(_HALF.get(mark, mark) for mark in kana)
