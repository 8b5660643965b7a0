"""`untrained`: one list for each section of who is to take which training, to hand to its head."""

import datetime as dt
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.output_paths import folder_to_fill, put_aside
from ledger.commands.plan import Plan, fingerprint
from ledger.measure.roll import Roll, roll_of
from ledger.measure.untrained import superior_names, untrained, untrained_people
from ledger.measure.untrained_sections import SectionUntrained, by_section
from ledger.model.characters import file_name
from ledger.present.untrained_list import build


def plan(book: Book, folder: Path, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Plan the lists of 未受講者, a file for each section that has any; the ledger stays as it is.

    A head is to see the own people only, so nobody else's stand in the file. A list of the same
    day that stands there already is put aside.

    Args:
        book: The ledger.
        folder: Where the files will stand; it is made where it is missing.
        now: The moment of the run, printed as 作成日.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.

    Raises:
        Refusal: The ledger cannot be read, or the folder to fill is a file.
    """
    folder_to_fill(folder)
    opened = open_ledger(book).judging(now.date(), as_of)
    roll = roll_of(opened.policy, opened.tables, opened.as_of)
    found = _sections(opened, roll)
    targets = {folder / _file_name(opened, one): one for one in found}
    made = {
        path: build(one, opened.settings, opened.day, now.date()) for path, one in targets.items()
    }
    people = sum(len(one.people) for one in found)
    waiting = sum(len(one.waiting) for one in found)
    return Plan(
        operation="untrained",
        as_of=opened.as_of,
        summary=(*opened.told, *_summary(found, people, waiting)),
        problems=(*opened.errors, *opened.ahead),
        files={**put_aside(targets, now), **made},
        counts={"sections": len(found), "people": people, "waiting": waiting},
        next_step=(
            "所属ごとのファイルを、その所属の長に渡してください。"
            if found
            else "受講をお願いする人はいません。"
        ),
        seen={path: fingerprint(path) for path in targets if path.is_file()},
        folders=(folder,),
    )


def _sections(opened: Opened, roll: Roll) -> tuple[SectionUntrained, ...]:
    rows = untrained(untrained_people(roll), superior_names(roll, opened.tables))
    return by_section(roll, rows)


def _summary(found: tuple[SectionUntrained, ...], people: int, waiting: int) -> tuple[str, ...]:
    if not found:
        return ("必須の研修・Stepの研修を受けていない人も、期限が近い人もいません。",)
    apart = (
        (f"休職等・集計対象外の {waiting} 名は、お願いする表と分けて書きます。",) if waiting else ()
    )
    return (
        f"{len(found)} の所属に、あわせて {people} 名分の未受講者一覧を作ります。",
        *apart,
    )


def _file_name(opened: Opened, one: SectionUntrained) -> str:
    parts = ("未受講者", opened.as_of.isoformat(), one.section_code or "", one.section_name)
    return file_name("_".join(filter(None, parts)) + ".xlsx")
