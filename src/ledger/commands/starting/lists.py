"""The lists of はじめる: a file of HR's system, and a roster, brought in as `load` does it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

from ledger.book.draft import DraftBook
from ledger.commands.conversation import Asker, Talk
from ledger.commands.loading import any_file
from ledger.commands.loading.first_contact import unused_said
from ledger.commands.plan import Plan, PlanQuestion
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, records, row_number
from ledger.layout.import_tables import (
    BLANK,
    IMPORT_COLUMNS,
    IMPORT_VALUES,
    LEFT_OUT,
    UNKNOWN,
)
from ledger.model.folding import name_key
from ledger.model.problems import NOWHERE, Place, Problem, Refusal
from ledger.model.terms import ImportUse

ENDINGS = ("*.xlsx", "*.csv", "*.txt")
_MOST_ASKED = 10
"""Words that are asked one by one; more are decided on the sheet 取込値."""


class ListBrought(NamedTuple):
    """What came of the files of one question.

    Attributes:
        summary: What was brought in, in sentences.
        problems: What was found on the way, and what has to wait.
    """

    summary: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class ListQuestion(NamedTuple):
    """One question for a list.

    Attributes:
        text: The question; its answer may be blank.
        given: The files that were named beforehand; None where it is to be asked.
    """

    text: str
    given: tuple[Path, ...] | None


def brought(
    asker: Asker, draft: DraftBook, wanted: ListQuestion, base: Path, now: dt.datetime
) -> Talk[ListBrought]:
    """Ask for a list and bring it into the draft; blank brings nothing.

    A file that cannot be read is said, and another one asked for.

    Args:
        asker: Puts the questions.
        draft: The ledger that is being made.
        wanted: The question.
        base: The folder of the ledger.
        now: The moment of the run.

    Raises:
        Refusal: A file that was named beforehand cannot be read.
    """
    if wanted.given is not None:
        files, found = wanted.given, ListBrought()
        for source in files:
            one = yield from _file(asker, draft, source, base, now)
            found = ListBrought((*found.summary, *one.summary), (*found.problems, *one.problems))
        return found
    question = PlanQuestion(wanted.text, typed=True, endings=ENDINGS)
    while True:
        named = yield from asker.said(question, path_of)
        if named is None:
            return ListBrought()
        before = draft.tables
        try:
            return (yield from _file(asker, draft, named, base, now))
        except Refusal as refusal:
            draft.tables = before
            own = refusal.problem
            question = replace(question, text=f"{own.what}{own.remedy}\n{wanted.text}")


def path_of(answer: str) -> Path | None:
    """Read a file's path as it is typed or dropped onto a console: with quotes or without.

    Raises:
        Refusal: There is no such file (`start-file`).
    """
    named = answer.strip().strip("\"'「」").strip()
    if not named:
        return None
    path = Path(named)
    if not path.is_file():
        raise Refusal.of("start-file", Place(file=path.name), name=named)
    return path


def _file(
    asker: Asker, draft: DraftBook, source: Path, base: Path, now: dt.datetime
) -> Talk[ListBrought]:
    """Bring in one file, by the proposal of its first contact where it has no definition yet."""
    wish = any_file.LoadOptions(base=base)
    plan = any_file.plan(draft, source, now, wish)
    unasked: tuple[str, ...] = ()
    if "proposed" in plan.counts:
        unasked = () if asker.there else _unused(plan)
        draft.write(plan.tables)
        if not (yield from _proposal(asker, draft, plan)):
            return _waiting(source, "読み方の案を、まだ見ていません。", _LOOK)
        try:
            plan = any_file.plan(draft, source, now, wish)
        except Refusal as refusal:  # 取込列 still lacks something: the proposal stays to be filled
            return _waiting(source, refusal.problem.what, refusal.problem.remedy)
    settled = yield from asker.settled(plan)
    if settled is None:
        return _waiting(source, "「いいえ」と答えました。", "")
    draft.write(settled.tables)
    return ListBrought((*unasked, *settled.summary), settled.problems)


def _unused(plan: Plan) -> tuple[str, ...]:
    """Say what a proposal that nobody was shown leaves out of a file."""
    headers = plan.counts["unused"]
    if not isinstance(headers, list) or not headers:
        return ()
    return (f"{unused_said(headers)}。使うなら、シート「取込列」で表と列を選びます。",)


_LOOK = "台帳のシート「取込列」「取込値」の案を見て、違うところを直してください。"


def _waiting(source: Path, reason: str, remedy: str) -> ListBrought:
    place = Place(file=source.name)
    problem = Problem.of("start-set-aside", place, file=source.name, reason=reason, remedy=remedy)
    return ListBrought((f"「{source.name}」は、まだ取り込みません。",), (problem,))


def _proposal(asker: Asker, draft: DraftBook, plan: Plan) -> Talk[bool]:
    """Show how a file will be read, and ask for what the proposal leaves open."""
    text = "\n".join((*plan.summary, "この読み方で取り込みますか。"))
    if not (yield from asker.agreed(text)):
        return False
    name = str(plan.counts["import"])
    yield from _columns(asker, draft, name)
    yield from _words(asker, draft, name, plan.problems)
    return True


def _columns(asker: Asker, draft: DraftBook, name: str) -> Talk[None]:
    """Ask which header holds what is needed and was not found; blank leaves it open."""
    rows = list(records(IMPORT_COLUMNS, draft.tables[IMPORT_COLUMNS.key]))
    for at, row in enumerate(rows):
        if row["import_name"] == name and str(row["source_header"] or "").startswith(UNKNOWN):
            fixed = row["use"] == ImportUse.FIXED
            which = "どの行にも入れる値は、何ですか" if fixed else "ファイルのどの見出しですか"
            text = (
                f"「{row['table_title']}」の「{row['column_header']}」がファイルに見つかりません。"
                f"{which}。空欄なら、あとでシート「取込列」に書けます。"
            )
            answer = yield from asker.said(PlanQuestion(text, typed=True), str)
            if answer:
                rows[at] = {**row, "source_header": answer}
    draft.write({IMPORT_COLUMNS.key: frame(IMPORT_COLUMNS, rows)})


def _words(asker: Asker, draft: DraftBook, name: str, problems: Sequence[Problem]) -> Talk[None]:
    """Ask what a word of the file is called in the ledger; blank leaves its rows to 要確認."""
    said = {p.place.row: p.remedy for p in problems if p.code == "import-word-unset"}
    stood = draft.tables[IMPORT_VALUES.key]
    rows = list(records(IMPORT_VALUES, stood))
    open_ = [
        (at, said[row_number(stood, at)])
        for at, row in enumerate(rows)
        if row["import_name"] == name and row["value"] is None and row_number(stood, at) in said
    ]
    for at, remedy in open_[:_MOST_ASKED]:
        word = _OpenWord.of(rows[at], remedy)
        answer = yield from asker.said(PlanQuestion(word.text, typed=True), word.meant)
        if answer:
            rows[at] = {**rows[at], "value": answer}
    draft.write({IMPORT_VALUES.key: frame(IMPORT_VALUES, rows)})


class _OpenWord(NamedTuple):
    """A word of a file of which nobody knows what the ledger calls it.

    Attributes:
        column: Header of our column.
        word: The word.
        may_be: What may be entered, in words: 「係員・係長・課長・部長のどれか」.
    """

    column: str
    word: str
    may_be: str

    @classmethod
    def of(cls, row: Mapping[str, Cell], remedy: str) -> Self:
        """Take a row of 取込値, and what its finding says is to be entered."""
        may_be = remedy.partition(" に")[2].partition("を入れて")[0]
        return cls(str(row["column_header"]), str(row["source_value"] or BLANK), may_be)

    @property
    def text(self) -> str:
        """The question."""
        return (
            f"「{self.column}」の「{self.word}」は、台帳のどの言葉ですか({self.may_be})。"
            f"その行を読まないなら「{LEFT_OUT}」。空欄なら、その行は「要確認」に載せます。"
        )

    def meant(self, answer: str) -> str:
        """Return the word of the ledger.

        Raises:
            Refusal: It is none of a closed list (`choice-unknown`).
        """
        listed, closed, _ = self.may_be.rpartition("のどれか")
        choices = {name_key(one): one for one in listed.split("・")} if closed else {}
        key = name_key(answer)
        if not answer or key == name_key(LEFT_OUT.strip("（）")) or answer == LEFT_OUT:
            return LEFT_OUT if answer else ""
        if choices and key not in choices:
            gaps = {"option": self.column, "value": answer, "choices": listed}
            raise Refusal.of("choice-unknown", NOWHERE, **gaps)
        return choices.get(key, answer)
