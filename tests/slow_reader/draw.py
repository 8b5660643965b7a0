"""Lists as organisers and learning systems send them, drawn at random with what goes wrong."""

import datetime as dt
import random
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from slow_reader.grid import Formula, Grid, Share, Value
from slow_reader.town import ALIASES, PEOPLE, SESSIONS, TRAININGS, Person, Session

KINDS = ("xlsx", "xlsx", "xlsx", "utf-8", "utf-8-sig", "cp932")
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
BY_WORD = ("状態", "ステータス", "評価")
UNUSED = ("備考", "所属", "メールアドレス", "受付日", "座席")
TITLES = ("令和7年度 研修受講者名簿", "実施: 人事課(研修担当)", "※取扱注意", "出力日 2026年4月1日")
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


class Draw:
    """One list by its number and attempt."""

    def __init__(self, seed: int, number: int, attempt: int) -> None:
        self.chance = random.Random(f"{seed}-{number}-{attempt}")  # noqa: S311 - a drawn list
        self.kind = self.chance.choice(KINDS)
        self.book = self.kind == "xlsx"

    def grid(self) -> Grid:
        """Draw the list."""
        columns = self._columns()
        body = [[column.cell(meant) for column in columns] for meant in self._meant()]
        body = self._spoilt(body)
        header: list[Value] = [self._spaced(column.header) for column in columns]
        rows = [*self._titles(len(columns)), header, *body]
        return self._finished(rows, len(rows) - len(body), columns)

    def _often(self, share: float) -> bool:
        return self.chance.random() < share

    # -- what the rows are about -------------------------------------------------------------

    def _meant(self) -> list[Meant]:
        moods = self.chance.choice(
            (
                ("positive",),
                ("positive", "positive", "negative"),
                ("positive", "positive", "negative", "blank"),
                ("positive", "positive", "positive", "negative", "blank", "unknown"),
                ("negative", "blank"),
                ("negative", "negative", "blank", "unknown"),
            )
        )
        one = self.chance.choice(SESSIONS) if self._often(0.5) else None
        made: list[Meant] = []
        for _ in range(self.chance.randint(2, 9)):
            made += self._person_rows(one, moods)
        if made and self._often(0.2):
            made.append(self.chance.choice(made))
        if self._often(0.2):
            self.chance.shuffle(made)
        return made

    def _person_rows(self, one: Session | None, moods: Sequence[str]) -> list[Meant]:
        person = self.chance.choice(PEOPLE)
        session = one or (self.chance.choice(SESSIONS) if self._often(0.3) else None)
        if session is None:
            training = self.chance.choice(tuple(TRAININGS))
            day = dt.date(2025, 4, 1) + dt.timedelta(days=self.chance.randint(-60, 420))
            return [Meant(person, training, day, None, self.chance.choice(moods))]
        first, last = map(dt.date.fromisoformat, (session.first, session.last))
        days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        if not self._often(0.5):
            days = [last]
        return [
            Meant(person, session.training, day, session.number, self.chance.choice(moods))
            for day in days
        ]

    # -- how they are written ----------------------------------------------------------------

    def _columns(self) -> list[Column]:
        chance = self.chance
        columns = [Column(chance.choice(("職員番号", "職員番号", "社員番号")), self._number)]
        if self._often(0.6):
            columns.append(Column("氏名", self._name))
        if self._often(0.3):
            columns.append(Column("フリガナ", self._kana))
        if self._often(0.5):
            columns.append(Column("研修コード", lambda meant: self._rarely("T99", meant.training)))
        else:
            columns.append(Column("研修名", self._training))
        columns.append(Column("修了日", self._day_writer()))
        if self._often(0.4):
            columns.append(Column("開催回番号", lambda meant: meant.session))
        columns += [self._result(header) for header in chance.sample(ALWAYS, chance.randint(0, 2))]
        if self._often(0.3):
            columns.append(self._result(chance.choice(BY_WORD)))
        for header in chance.sample(UNUSED, chance.randint(0, 2)):
            columns.append(self._noted(header))
        if self._often(0.3):
            chance.shuffle(columns)
        if self._often(0.3):
            columns.insert(0, Column("No.", lambda _: self._typed(str(chance.randint(1, 99)))))
        return columns

    def _noted(self, header: str) -> Column:
        noted = ("", "総務課", "要確認", "欠席" if self._often(0.2) else "A-1")
        return Column(header, lambda _: self.chance.choice(noted))

    def _rarely(self, odd: str, usual: str) -> str:
        return odd if self._often(0.02) else usual

    def _typed(self, digits: str) -> Value:
        return int(digits) if self.book and self._often(0.5) else digits

    def _number(self, meant: Meant) -> Value:
        number = meant.person.number
        wide = number.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)})
        bare = number.lstrip("0")
        ways: list[Value] = [wide, bare, f" {number} ", f"　{number}"]
        if self.book and bare.isdigit():
            ways += [int(bare), int(bare), float(bare), Formula(f'="{number}"')]
        odd: list[Value] = [None, "99999", f"{number}\u200b", f'="{number}"', "1.01E+02", "2-Jan"]
        odd += ["=1+1", "\u2060" + number, "1.23E+02", f"{number}5"]
        if self.book:
            odd += [dt.date(2026, 1, 2), 101.5]
        if self._often(0.06):
            return self.chance.choice(odd)
        return self.chance.choice(ways) if self._often(0.3) else number

    def _name(self, meant: Meant) -> Value:
        name = meant.person.name
        family, _, given = name.partition(" ")
        ways = [name.replace(" ", "　"), name.translate(VARIANTS), name.replace(" ", "")]
        ways += [f" {name} ", name.replace("\U000e0100", ""), ""]
        odd = [self.chance.choice(PEOPLE).name, f"新田 {given}", f"{family} 別人", "記入なし"]
        if self._often(0.08):
            return self.chance.choice(odd)
        return self.chance.choice(ways) if self._often(0.4) else name

    def _kana(self, meant: Meant) -> Value:
        kana = meant.person.kana or "タナカ ミノル"
        family, _, given = kana.partition(" ")
        ways = [kana.replace(" ", "　"), half_width(kana), "", kana.replace(" ", "")]
        odd = [self.chance.choice(PEOPLE).kana, f"ニッタ {given}", f"{family} ベツジン"]
        if self._often(0.05):
            return self.chance.choice(odd)
        return self.chance.choice(ways) if self._often(0.4) else kana

    def _training(self, meant: Meant) -> Value:
        ways = [TRAININGS[meant.training]]
        ways += [alias for alias, code in ALIASES.items() if code == meant.training]
        name = self.chance.choice(ways)
        if self._often(0.2):
            name = name.translate({n: n + 0xFEE0 for n in range(0x41, 0x7B)})
        if self._often(0.1):
            name = name.replace("フォーム", "ﾌｫｰﾑ").replace("マインドセット", "ﾏｲﾝﾄﾞｾｯﾄ")
        return self._rarely("新しい研修", name)

    def _day_writer(self) -> Callable[[Meant], Value]:
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
        missing = 0.5 if self._often(0.1) else 0.04

        def written(meant: Meant) -> Value:
            if self._often(missing):
                return None
            if self._often(0.04):
                return self.chance.choice(
                    ("2025/2/29", "R7.13.1", "未定", "7月頃", "25/12/8", "未修了")
                )
            return (self.chance.choice(styles) if self._often(0.1) else style)(meant.day)

        return written

    def _result(self, header: str) -> Column:
        spoken = self.chance.sample(POSITIVE[:-2], 2) if header != "進捗率" else ["100%"]
        refused = self.chance.sample(NEGATIVE[:-2], 3) if header != "進捗率" else ["80%", "0 %"]
        if header == "進捗率" and self.book and self._often(0.7):
            return Column(header, lambda meant: self._progress(meant.mood))
        if header in ("出欠", "修了") and self._often(0.2):
            spoken, refused = ["1"], ["0"]
        silent = header in BY_WORD and self._often(0.5)

        def cell(meant: Meant) -> Value:
            mood = meant.mood if self._often(0.9) else "positive"
            if silent:
                return self.chance.choice(NO_RESULT)
            if mood == "blank":
                return self.chance.choice((None, "", " ", "　", "-", "－"))
            word = self.chance.choice(
                {"positive": spoken, "negative": refused, "unknown": UNKNOWN}[mood]
            )
            return self._typed(word) if word in "10" else word

        return Column(header, cell)

    def _progress(self, mood: str) -> Value:
        if mood in ("blank", "unknown"):
            return None if mood == "blank" else "集計中"
        return Share(1.0) if mood == "positive" else Share(self.chance.choice((0, 0.5, 0.995)))

    def _spaced(self, header: str) -> str:
        return f" {header}　" if self._often(0.05) else header

    # -- what the list looks like ------------------------------------------------------------

    def _titles(self, width: int) -> list[list[Value]]:
        if not self._often(0.3):
            return []
        picked = self.chance.sample(TITLES, self.chance.randint(1, 2))
        rows: list[list[Value]] = [[title, *[None] * (width - 1)] for title in picked]
        return [*rows, [None] * width] if self._often(0.5) else rows

    def _spoilt(self, body: list[list[Value]]) -> list[list[Value]]:
        width = len(body[0])
        if self._often(0.1):
            body.insert(self.chance.randint(0, len(body)), [None] * width)
        if self._often(0.25):
            said = self.chance.choice(("計", "合計", "計 9名", "以上", "小 計", "総計"))
            line: list[Value] = [said, *[None] * (width - 1)]
            if said in ("計", "合計"):
                line[self.chance.randrange(1, width)] = self._typed(str(len(body)))
            body.append(line)
        return body

    def _finished(self, rows: list[list[Value]], top: int, columns: Sequence[Column]) -> Grid:
        merged, hidden = [], frozenset[int]()
        if self.book and self._often(0.3):
            headers = {"研修コード", "研修名", "修了日", "出欠", "修了区分", "開催回番号"}
            at = [n for n, column in enumerate(columns) if column.header in headers]
            merged = merge_down(rows, top, self.chance.choice(at))
        if self.book and self._often(0.2):
            below = range(top, len(rows))
            hidden = frozenset(self.chance.sample(below, min(2, len(below))))
        if self.kind == "cp932":
            rows = [[cp932(cell) for cell in row] for row in rows]
        return Grid(tuple(map(tuple, rows)), self.kind, tuple(merged), hidden)


def merge_down(rows: list[list[Value]], top: int, column: int) -> list[tuple[int, int, int]]:
    """Merge equal neighbours of a column, and empty all but the first of each."""
    found, first = [], top
    for row in range(top + 1, len(rows) + 1):
        here = rows[first][column]
        if row < len(rows) and here not in (None, "") and rows[row][column] == here:
            continue
        if row - first > 1:
            found.append((column, first, row - 1))
        first = row
    for _, begin, end in found:
        for row in range(begin + 1, end + 1):
            rows[row][column] = None
    return found


def half_width(kana: str) -> str:
    """Return kana as an old system prints it."""
    return "".join(_HALF.get(mark, mark) for mark in kana)


def cp932(cell: Value) -> Value:
    """Return a text as an old system saves it: `?` for what it does not know."""
    return cell.encode("cp932", "replace").decode("cp932") if isinstance(cell, str) else cell
