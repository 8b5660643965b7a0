"""The town that the drawn lists are about: who works there, what is taught, what stands already.

Two people of one family name, variants of it, a name without a blank, and two numbers that differ
only by a zero: 200 could be either.
"""

from dataclasses import dataclass
from typing import NamedTuple

from builders import policy, tables
from ledger.layout.frames import Tables
from ledger.read.ledger_book import LedgerBook


class Person(NamedTuple):
    """Somebody of the town, as the ledger has them."""

    number: str
    name: str
    kana: str | None


PEOPLE = (
    Person("01000", "甲野 一", "コウノ ハジメ"),
    Person("00123", "乙山 𠮷子", "オツヤマ ヨシコ"),
    Person("00124", "丙川 三郎", "ヘイカワ サブロウ"),
    Person("00101", "髙橋 洋子", "タカハシ ヨウコ"),
    Person("00102", "高橋 洋一", "タカハシ ヨウイチ"),
    Person("00103", "山﨑 健", "ヤマザキ ケン"),
    Person("00104", "山崎 武", "ヤマザキ タケシ"),
    Person("00105", "渡邊 直美", "ワタナベ ナオミ"),
    Person("00106", "佐藤花子", "サトウ ハナコ"),
    Person("00107", "葛\U000e0100城 隆", "カツラギ タカシ"),
    Person("0200", "鈴木 一郎", "スズキ イチロウ"),
    Person("00200", "鈴木 次郎", "スズキ ジロウ"),
    Person("A0301", "田中 実", None),
)
TRAININGS = {
    "T01": "DXマインドセット研修",
    "T03": "情報セキュリティ研修",
    "T09": "BPR研修",
    "T12": "LoGoフォーム作成研修",
}
ALIASES = {"BPR実践研修": "T09", "LoGoフォーム研修": "T12"}


class Session(NamedTuple):
    """A session with its first and last day, ISO."""

    number: str
    training: str
    first: str
    last: str


SESSIONS = (
    Session("S01-1", "T01", "2025-07-15", "2025-07-15"),
    Session("S01-2", "T01", "2025-11-10", "2025-11-11"),
    Session("S09-1", "T09", "2025-08-26", "2025-08-28"),
    Session("S12-1", "T12", "2025-10-02", "2025-10-02"),
)
STANDING = (
    ("00123", "T01", "2025-07-01", "名簿"),
    ("00101", "T03", "2025-06-17", "名簿"),
    ("00103", "T03", "2025-06-17", "申告"),
)
"""What the ledger has: 職員番号, 研修, 修了日, 出所. What was only reported is not yet certain."""


@dataclass(frozen=True)
class ShutBook:
    """A ledger that is read and never written: plans are made on it, none is carried out."""

    held: LedgerBook

    @property
    def name(self) -> str:
        return self.held.name

    def read(self) -> LedgerBook:
        return self.held


def town_tables() -> Tables:
    """Make the ledger's tables of the town."""
    made = tables(
        staff=[{"staff_no": p.number, "staff_name": p.name, "kana": p.kana} for p in PEOPLE],
        trainings=[{"training_code": c, "training_name": n} for c, n in TRAININGS.items()],
        training_aliases=[{"alias": a, "training_code": c} for a, c in ALIASES.items()],
        sessions=[
            {
                "session_no": s.number,
                "training_code": s.training,
                "held_on": s.first,
                "ended_on": s.last if s.last != s.first else None,
            }
            for s in SESSIONS
        ],
        attendances=[
            {
                "staff_no": number,
                "training_code": training,
                "completed_on": day,
                "source": source,
                "confirmed": "済" if source == "名簿" else "未",
            }
            for number, training, day, source in STANDING
        ],
    )
    policy(made)
    return made
