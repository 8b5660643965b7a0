"""Cells of a self-report as people fill them in, rightly and wrongly."""

import datetime as dt
from collections.abc import Sequence

from slow_reader.form_town import (
    KINDS,
    PROJECTS,
    QUESTIONS,
    ROLES,
    SKILLS,
    TAUGHT_SKILL,
    TOOLS,
)
from slow_reader.grid import Error, Formula, Value
from slow_reader.town import ALIASES, SESSIONS, TRAININGS
from slow_reader.written import Writer, half_width

NAMES = ("ITパスポート", "基本情報技術者", "簿記3級", "データ分析①", "㈱認定資格", "Ｗｅｂ検定 Ⅱ")
WORKS = ("窓口の案内", "BIダッシュボード", "㈱様式の整理", "e-文書", "給付 事務の見直し")
WORDS = (
    "申請を1つオンライン化する",
    "=残業を月5時間減らす",
    "+αの提案をする",
    "研修で学んだこと\n(2回目)",
    "‐",
    "〇〇課と調整",
    "#N/Aが出ない表",
    "葛\U000e0100城さんと進める",
)
WRONG: tuple[Value, ...] = (
    Error("#N/A"),
    Error("#REF!"),
    Formula("=1+1"),
    Formula("=VLOOKUP(C5,$E:$F,2,0)"),
)
"""What stands in no cell that somebody filled in by hand."""


class FormWriter(Writer):
    """Writes the rows of a form, by chance; of cells, a few are wrong."""

    def row(self, columns: Sequence[str]) -> list[Value]:
        """Write a row of a table; the supervisor's columns stay empty."""
        day = dt.date(2025, 4, 1) + dt.timedelta(days=self.chance.randint(-200, 364))
        code = self.chance.choice(tuple(TRAININGS))
        session = [s.number for s in SESSIONS if s.training == code]
        cells: dict[str, Value] = {
            "番号": self.chance.randint(1, 6),
            "目標": self.words(0.02),
            "デジタル": self.chance.choice(("○", "○", "〇", "×", None)),
            "達成状況": self.words(0.5),
            "研修コード": self.code({code: TRAININGS[code]}, ALIASES),
            "修了日": self.day(day),
            "開催回番号": self.chance.choice(session) if session and self.often(0.3) else None,
            "証跡": self.words(0.4),
            "資格名": self.name(NAMES),
            "取得日": self.day(day),
            "有効期限": self.day(self._later(day, 400)) if self.often(0.4) else None,
            "種別": self.chance.choice((*KINDS, None, "ｂｐｒ", half_width("LoGoフォーム"))),
            "役割": self.chance.choice((*ROLES, "リ－ド", " 担当　", half_width("リード"))),
            "開始日": self.day(day),
            "終了日": self.day(self._later(day, 500)) if self.often(0.4) else None,
            "成果": self.words(0.6),
            "ツールコード": self.code(TOOLS),
            "レベル": self.grade(),
            "スキルコード": self.code(SKILLS),
            "合致度": self.grade(),
            "根拠": self.words(0.4),
            "自己判定Step": self.grade(),
            "コメント": self.words(0.5),
            "回答": self.chance.choice(("はい", "いいえ", "無回答", "ハイ", " はい")),
            "設問コード": self.code(QUESTIONS),
        }
        cells |= self._work()
        written = [cells.get(column) for column in columns]
        filled = [n for n, column in enumerate(columns) if column in cells]
        if self.often(0.14):
            at = self.chance.choice(filled)
            written[at] = self.wrong(columns[at])
        return written

    def _work(self) -> dict[str, Value]:
        """Write number or name of a project; of one without a number, the name alone."""
        if self.often(0.5):
            return {"案件番号": None, "案件名": self.name(WORKS)}
        number = self.chance.choice(tuple(PROJECTS))
        listed = f"{number} {PROJECTS[number]}"
        return {
            "案件番号": self.chance.choice((number, listed, f"　{number} ")),
            "案件名": PROJECTS[number] if self.often(0.3) else None,
        }

    def _later(self, day: dt.date, most: int) -> dt.date:
        return day + dt.timedelta(days=self.chance.randint(-20, most))

    def wrong(self, column: str) -> Value:
        """Write what the column does not hold."""
        own: dict[str, tuple[Value, ...]] = {
            "研修コード": ("T99", "t01", "新しい研修", dt.date(2026, 1, 2), None, 101.5),
            "修了日": (None, "2025/2/29", "未定", "R7.13.1", "7月頃", dt.date(2026, 4, 1)),
            "取得日": (None, "2025年", "2026-04-01", 0.5),
            "開始日": (None, "去年から", dt.date(2026, 5, 1), "4/1"),
            "終了日": ("継続中", "2025/11/31", "2019-01-01"),
            "有効期限": ("なし", "2001-01-01"),
            "開催回番号": ("S99-9", "3回目"),
            "案件番号": ("PJ99", "2-Jan", "1.01E+02", 34, "34", "窓口の待ち時間"),
            "案件名": ("長" * 151,),
            "資格名": (None, "資" * 151),
            "ツールコード": ("EXCEL", None, "logo"),
            "スキルコード": (TAUGHT_SKILL[0], "K99", None),
            "レベル": (4, -1, 1.5, "二", None, "3段階", True),
            "合致度": (4, 2.5, "高い", None),
            "自己判定Step": (9, "Step2", -1, 1.5),
            "役割": (None, "主担当", "リーダー"),
            "種別": ("DX", "フォーム"),
            "デジタル": ("△", "未定"),
            "回答": ("たぶん", "yes"),
            "目標": (None,),
        }
        return self.chance.choice((*WRONG[:2], WRONG[2], *own.get(column, WRONG) * 2))

    def words(self, empty: float) -> Value:
        """Write free text, or a number, or nothing."""
        if self.often(empty):
            return self.chance.choice((None, None, None, "", "　"))
        return 12 if self.often(0.05) else self.chance.choice(WORDS)

    def day(self, day: dt.date) -> Value:
        """Write a day in one of the usual ways."""
        return self.chance.choice(
            (
                day,
                day,
                day.isoformat(),
                f"{day.year}/{day.month}/{day.day}",
                f"R{day.year - 2018}.{day.month}.{day.day}",
                f"令和{day.year - 2018}年{day.month}月{day.day}日",
                f"{day.year}年{day.month:02}月{day.day:02}日",
                f"{day.year}／{day.month}／{day.day}",
            )
        )

    def code(self, names: dict[str, str], aliases: dict[str, str] | None = None) -> Value:
        """Write a code as the list offers it, alone, or by its name."""
        code, name = self.chance.choice(tuple(names.items()))
        ways: list[Value] = [f"{code} {name}", f"{code} {name}", code, name, f" {code}　"]
        ways += [f"{code}　{name}", code.translate({n: n + 0xFEE0 for n in range(0x30, 0x5B)})]
        ways += [alias for alias, meant in (aliases or {}).items() if meant == code]
        return self.chance.choice(ways)

    def grade(self) -> Value:
        """Write a small whole number."""
        number = self.chance.randint(0, 3)
        return self.chance.choice(
            (number, number, float(number), str(number), chr(0xFF10 + number))
        )

    def name(self, names: Sequence[str]) -> Value:  # type: ignore[override] # of things, not people
        """Write a name of something, spelt in one of several ways."""
        name = self.chance.choice(names)
        ways = (name, name, half_width(name), name.lower(), f" {name}", name.replace(" ", "　"))
        return self.chance.choice(ways)

    def submitted(self) -> Value:
        """Write 提出日."""
        day = dt.date(2026, 3, self.chance.choice((3, 10, 12, 25)))
        if self.often(0.06):
            return self.chance.choice((None, "未定", dt.date(2026, 5, 1)))
        return self.day(day)
