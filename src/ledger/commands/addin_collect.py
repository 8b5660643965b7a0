"""`addin doctor --collect`: what a pilot PC showed, in one text file that can be sent back.

No name, number, path or content of a workbook is in it (`addin/pilot_facts`). What was noticed is
free text: it stays on the sheet unless it is asked for.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ledger.addin.doctor import Sight, checks
from ledger.addin.pilot_facts import PcFact, computer, rules, software, told
from ledger.addin.probe import Probe
from ledger.addin.user_files import UserFiles
from ledger.commands.output_paths import ENDING, new_file
from ledger.commands.plan import Plan
from ledger.layout.acceptance import AcceptanceStep, StepAnswer, steps_in
from ledger.model.first_few import first_few
from ledger.model.problems import Problem, Refusal
from ledger.model.terms import BookKind
from ledger.present.acceptance_sheet import build
from ledger.read.acceptance_sheet import AnsweredSheet, AnsweredStep, answered_sheet
from ledger.read.inbox import shown_name
from ledger.read.submissions import Given, Handed, InboxFile, given_of

TEXT = ".txt"
UNTOUCHED = "空欄"
_ROWS_NAMED = 5
_WITHOUT = (
    "{but}氏名・職員番号・ユーザー名・PCの名前・フォルダの名前・ブックの内容は入っていません。"
    "このPCからは何も送信しません。"
)
_REMARKS = "「気づいたこと」は、書いたとおりに入れています。人の名前などがないか、読んでください。"
_NO_REMARKS = "「気づいたこと」は、あるかないかだけを入れています。"
_READ_IT = "送る前に、メモ帳で開いて読んでください。1行に1つ、送る内容がそのまま書いてあります。"
_HEAD = "talent-ledger 確認結果"
_NOT_WINDOWS = "このPCはWindowsではないので、ExcelとWindowsのことは集めていません。"


class PilotWish(NamedTuple):
    """What is to be collected, and where to.

    Attributes:
        target: The text file.
        sheet: 実機確認表, filled in; None collects no answers.
        remarks: Whether what was noticed is collected too, as it was typed.
    """

    target: Path
    sheet: Path | None = None
    remarks: bool = False


def carried_steps() -> tuple[AcceptanceStep, ...]:
    """Return the steps that this version of the product is tried by."""
    return tuple(steps_in(files("ledger.assets").joinpath("acceptance.csv").read_text("utf-8")))


def blank_sheet(target: Path) -> Plan:
    """Plan to make 実機確認表 with nothing answered.

    Args:
        target: Where it is to stand.

    Raises:
        Refusal: As `new_file`.
    """
    new_file(target, ENDING)
    steps = carried_steps()
    return Plan(
        operation="addin-doctor",
        summary=(f"実機確認表({len(steps)}項目)を作ります。",),
        files={target: build(steps)},
        next_step="Excelで開き、上から順に試して「結果」を選んでください。",
    )


def plan(probe: Probe, user: UserFiles | None, wish: PilotWish) -> Plan:
    """Plan to write what a PC showed.

    Args:
        probe: How to look.
        user: The person's two files; None where there is no Windows.
        wish: What is to be collected, and where to.

    Raises:
        Refusal: As `new_file`; or the sheet cannot be read, or is another (`pilot-sheet-other`).
    """
    new_file(wish.target, TEXT)
    steps = carried_steps()
    sheet = _sheet(wish.sheet) if wish.sheet else None
    found = user if probe.windows else None
    sections = _sections(probe, found, wish.sheet)
    if sheet is not None:
        sections["実機確認表"] = list(_answers(steps, sheet, remarks=wish.remarks))
    said = tuple(_said(steps, sheet, windows=found is not None))
    about = _about(wish)
    text = "\r\n".join((_HEAD, *about, *told(sections), ""))
    problems = _left_out(steps, sheet) if sheet else ()
    return Plan(
        operation="addin-doctor",
        summary=(f"確認の結果を「{shown_name(wish.target)}」にまとめます。", *said, *about),
        problems=problems,
        files={wish.target: text.encode("utf-8-sig")},
        next_step=_READ_IT,
    )


def _sections(probe: Probe, user: UserFiles | None, sheet: Path | None) -> dict[str, list[PcFact]]:
    found = {"プログラム": list(software(probe))}
    if user is not None:
        found["PC"] = list(computer(probe, user, sheet))
        found["規則"] = list(rules(probe, user.addin))
        looked = checks(Sight(probe, user))
        found["点検"] = [PcFact(check.topic, check.state) for check in looked]
    return found


def _sheet(path: Path) -> AnsweredSheet:
    name = shown_name(path)
    given = given_of(Handed(InboxFile(path, name), BookKind.REPORT))
    if not isinstance(given, Given):
        raise Refusal(given.problem)
    return answered_sheet(given.data, name)


def _answers(
    steps: tuple[AcceptanceStep, ...], sheet: AnsweredSheet, *, remarks: bool
) -> Iterator[PcFact]:
    for step in steps:
        one = _answer(step, sheet)
        yield PcFact(f"{step.number}. {step.title}", one.answer or UNTOUCHED)
        if one.remark:
            line = " ／ ".join(one.remark.splitlines()) if remarks else "あり(集めていません)"
            yield PcFact(f"{step.number}. 気づいたこと", line)


def _answer(step: AcceptanceStep, sheet: AnsweredSheet) -> AnsweredStep:
    return sheet.steps.get((step.number, step.title), AnsweredStep(0, None, ""))


def _said(
    steps: tuple[AcceptanceStep, ...], sheet: AnsweredSheet | None, *, windows: bool
) -> Iterator[str]:
    """Say what is collected, with counts."""
    if not windows:
        yield _NOT_WINDOWS
    if sheet is None:
        yield "実機確認表の結果は入っていません(--sheet で、記入した表を指定すると入ります)。"
        return
    chosen = [_answer(step, sheet).answer for step in steps]
    counts = "、".join(f"{word} {chosen.count(word)}" for word in StepAnswer)
    yield f"実機確認表の{len(steps)}項目: {counts}、{UNTOUCHED} {chosen.count(None)}。"


def _about(wish: PilotWish) -> tuple[str, ...]:
    """Say what is in the file and what is not."""
    with_remarks = wish.remarks and wish.sheet is not None
    without = _WITHOUT.format(but="「気づいたこと」のほかには、" if with_remarks else "")
    if wish.sheet is None:
        return (without,)
    return without, _REMARKS if with_remarks else _NO_REMARKS


def _left_out(steps: tuple[AcceptanceStep, ...], sheet: AnsweredSheet) -> tuple[Problem, ...]:
    """Name the rows that say something which is not collected."""
    known = {(step.number, step.title) for step in steps}
    strange = [
        one.row
        for key, one in sheet.steps.items()
        if key not in known and (one.answer or one.remark)
    ]
    rows = sorted((*sheet.odd, *strange))
    if not rows:
        return ()
    named = first_few([f"{row}行" for row in rows], _ROWS_NAMED)
    return (Problem.of("pilot-sheet-odd", count=len(rows), rows=named),)
