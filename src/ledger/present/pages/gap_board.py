"""ギャップと方向性: how far skills are covered, how gaps are closed, what to look after."""

from collections.abc import Iterator, Sequence

import pandas as pd

from ledger.judge.curriculum import crowded_personas, skills_overdue
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.layout.gap_tables import GAP_DIRECTIONS, SKILL_HOLDERS
from ledger.layout.ledger import BY_KEY
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import GAP_BOARD, HOME_LINK, PageCell, link
from ledger.layout.result_tables import GAPS
from ledger.model.calendar import wareki_year
from ledger.model.policy import Policy
from ledger.model.terms import DecidedBy, Direction, Flag, SkillMethod
from ledger.present.headings import line

HEADER, TITLE, WARN, CARE = "見出し", "題", "不足", "注意"
"""What a row is, in the hidden last column: its looks hang on it."""
SHORT, ENOUGH = "▲ 不足", "○ 足りる"
_HOW = (
    "方向性は、確保計画の同じスキルの案件からの提案です(育成で間に合わない人数は確保、残りは育成、"
    f"両方なら併用)。変えるときは、シート「{GAP_DIRECTIONS.title}」に理由を付けて書きます。"
)
_NOTHING = "まだ計算していません。「集約とレポート」を実行すると、ここに出ます。"
_NONE = "ありません"
_WAY = ("方向性", "理由")
Row = Sequence[PageCell]
Rows = Sequence[dict[str, Cell]]


def gap_board_page(policy: Policy, tables: Tables, heading: str) -> pd.DataFrame:
    """Return what the page says.

    Args:
        policy: The policy.
        tables: The ledger's tables; `gaps` and `skill_holders` as they were last worked out.
        heading: Of which day the results are; "" before any.
    """
    gaps = records(GAPS, tables["gaps"])
    holders = records(SKILL_HOLDERS, tables["skill_holders"])
    words = _Words(policy, tables)
    body = [*_rated(words, gaps), *_care(words, holders), *_taught(words, gaps)]
    head: list[Row] = [
        [HOME_LINK],
        [GAP_BOARD.title],
        [line(heading)],
        [words.summary(gaps, holders) if heading else _NOTHING],
        [_HOW],
        _links(),
    ]
    return page_frame(GAP_BOARD, [*head, *body])


def _links() -> Row:
    tables = (GAPS, GAP_DIRECTIONS, SKILL_HOLDERS, BY_KEY["acquisitions"], BY_KEY["skills"])
    links = [link(table.title, f"→ {table.title}") for table in tables]
    return [links[0], links[1], None, links[2], None, links[3], None, None, links[4]]


class _Words:
    """Codes in words."""

    def __init__(self, policy: Policy, tables: Tables) -> None:
        self.policy = policy
        staff = records(BY_KEY["staff"], tables["staff"])
        self._names = {row["staff_no"]: row["staff_name"] for row in staff}

    def skill(self, row: dict[str, Cell]) -> str:
        """Return 人材像 and スキル of a row."""
        code = str(row["persona_code"])
        persona = self.policy.personas.get(code)
        name = persona.persona_name if persona else code
        return f"{name}: {self.policy.skill_name(str(row['skill_code']))}"

    def person(self, row: dict[str, Cell]) -> str:
        """Return 氏名 and 職員番号."""
        return f"{self._names.get(row['staff_no']) or ''} {row['staff_no']}".strip()

    def summary(self, gaps: Rows, holders: Rows) -> str:
        """Return the first answer."""
        found = [row["direction"] for row in gaps if row["direction"] is not None]
        ways = "・".join(f"{way} {found.count(way.value)}" for way in Direction)
        leaving = {row["staff_no"] for row in holders if row["leaves_on"] is not None}
        alone = sum(row["alone"] == Flag.YES.value for row in holders)
        return (
            f"手当ての要るスキル {len(found)}({ways})。1人だけのスキル {alone}、"
            f"12か月以内に離れる人 {len(leaving)}名、"
            f"見直し年度を過ぎたスキル {len(skills_overdue(self.policy))}、"
            f"スキルの多すぎる人材像 {len(crowded_personas(self.policy))}"
        )


def _rated(words: _Words, gaps: Rows) -> Iterator[Row]:
    yield []
    yield _row(["専門のスキル(合致人数)"], TITLE)
    rows = [row for row in gaps if row["method"] == SkillMethod.HEADCOUNT]
    if not rows:
        yield [_NONE]
        return
    heads = ("必要", "合致", "うち資格", "うち経験", "自己評価だけ", "不足")
    yield _row(["人材像とスキル", *heads, *_WAY], HEADER)
    for row in rows:
        figures = [row[k] for k in ("needed", "matching", "qualified", "experienced")]
        said = _shortage(row["shortage"])
        cells = [words.skill(row), *figures, row["rating_only"], said, *_direction(row)]
        yield _row(cells, WARN if row["shortage"] else "")


def _shortage(shortage: Cell) -> str | None:
    if shortage is None:
        return None
    return f"{SHORT} {shortage}" if shortage else ENOUGH


def _taught(words: _Words, gaps: Rows) -> Iterator[Row]:
    yield []
    yield _row(["一般・推進のスキル(研修の提供と参加)"], TITLE)
    rows = [row for row in gaps if row["method"] == SkillMethod.TRAINING]
    if not rows:
        yield [_NONE]
        return
    yield _row(["人材像とスキル", "提供と参加", *[None] * 5, *_WAY], HEADER)
    for row in rows:
        yield [words.skill(row), row["display"], *[None] * 5, *_direction(row)]


def _direction(row: dict[str, Cell]) -> tuple[str, Cell]:
    """Say a direction and its reason; HR's with what was proposed behind it."""
    why = row["proposal_reason"]
    if row["decided_by"] == DecidedBy.HR:
        proposed = row["proposed"] or "なし"
        said = f"{row['decision_reason']}(提案は {proposed}: {why})"
        return f"{row['direction']}(人事)", said
    return str(row["direction"] or "—"), why


def _care(words: _Words, holders: Rows) -> Iterator[Row]:
    policy = words.policy
    yield []
    yield _row(["気をつけること"], TITLE)
    alone = [row for row in holders if row["alone"] == Flag.YES.value]
    leaving = [row for row in holders if row["leaves_on"] is not None]
    yield from _lines(
        "1人だけのスキル", [f"{words.skill(row)} … {words.person(row)}" for row in alone]
    )
    yield from _lines(
        "12か月以内に離れる人",
        [f"{words.skill(row)} … {words.person(row)}({row['leaving']})" for row in leaving],
    )
    yield from _lines(
        "見直し年度を過ぎたスキル",
        [
            f"{one.skill_name}({wareki_year(one.review_year or 0)})"
            for one in skills_overdue(policy)
        ],
    )
    yield from _lines(
        "スキルの多すぎる人材像",
        [
            f"{one.persona_name} {many}個(設定の上限 {policy.settings.max_skills}個)"
            for one, many in crowded_personas(policy)
        ],
    )


def _lines(what: str, found: Sequence[str]) -> Iterator[Row]:
    """Yield one line for each thing found, the first with what it is."""
    for at, said in enumerate(found or [_NONE]):
        yield _row([None if at else what, said], CARE if found else "")


def _row(cells: Sequence[PageCell], kind: str) -> Row:
    return [*cells, *[None] * (GAP_BOARD.columns - 1 - len(cells)), kind or None]
