"""What is said of a file that fills several tables."""

from collections.abc import Iterator, Mapping, Sequence

from ledger.commands.ledger_session import Opened
from ledger.commands.loading.bundle import Bundle
from ledger.commands.loading.one_table import Loaded, made
from ledger.commands.loading.sentences import Speaker, advice, first_of, listed
from ledger.layout.columns import Group, RowValues, Table
from ledger.layout.people_tables import POSTINGS, SECTIONS, STAFF, TABLES as PEOPLE
from ledger.model.terms import PostingKind


def summary(
    bundle: Bundle,
    goes: Mapping[str, tuple[RowValues, ...]],
    missing: Mapping[str, tuple[RowValues, ...]],
    opened: Opened,
) -> Iterator[str]:
    """Yield what a file does: its rows, each table, new sections, and who goes or stays.

    Args:
        bundle: What the file does.
        goes: Standing rows that go, by table.
        missing: Standing rows that the file lacks and that stay, by table.
        opened: The ledger as it stands.
    """
    rows, speaker = bundle.counts, Speaker(bundle.opened.tables)
    yield (
        f"取込名「{bundle.file.definition.name}」で {rows.read} 行を読み取りました"
        f"(読み取り {rows.read} = 取り込み {rows.accepted} + 同じ内容 {rows.superseded} "
        f"+ 要確認 {rows.quarantined} + 数えない {rows.left_out}"
        "。いくつの表に入っても1行は1行と数えます)。"
    )
    for key in dict.fromkeys(load.table.key for load in bundle.loads):
        yield from _of_table([load for load in bundle.loads if load.table.key == key], speaker)
    if new := new_sections(bundle):
        yield made(new)
    old = Speaker(opened.tables)
    for table, lacks in told(goes):
        yield f"{not_listed(table, lacks, old)}台帳から消します。"
    for table, lacks in told(missing):
        yield f"{not_listed(table, lacks, old)}そのまま残します。{advice(table)}"
    if not goes and any(step.blind for load in bundle.loads for step in load.outcome.aside):
        yield "だれのことか読めない行があるので、一覧にない人も消さずに残します。"
    if rows.quarantined:
        yield (
            f"使えない {rows.quarantined} 行は取り込まず、「要確認」に載せます。"
            "今ある行はそのまま残します。"
        )


def _of_table(loads: Sequence[Loaded], speaker: Speaker) -> Iterator[str]:
    """Yield what the lists of a file do to one table, each of its rows counted there."""
    table = loads[-1].table
    added = [row for load in loads for row in load.outcome.added]
    changed = [change for load in loads for change in load.outcome.changed]
    same = sum(load.counts.superseded for load in loads)
    aside = sum(load.counts.quarantined for load in loads)
    yield (
        f"「{table.title}」: 追加 {len(added)} 行、変更 {len(changed)} 行、"
        f"同じ {same} 行、要確認 {aside} 行 → {len(loads[-1].outcome.rows)} 行"
    )
    if added and table.group is Group.PEOPLE:
        yield f"  追加: {first_of(speaker.label(table, row) for row in added)}"
    if changed:
        yield f"  変更: {listed(speaker.changed(table, change) for change in changed)}"


def new_sections(bundle: Bundle) -> tuple[RowValues, ...]:
    """Return the sections that a file is the first to name."""
    found: list[RowValues] = []
    for load in bundle.loads:
        found += load.outcome.added if load.table.key == SECTIONS.key else load.new_sections
    return tuple(found)


def told(
    missing: Mapping[str, tuple[RowValues, ...]],
) -> Iterator[tuple[Table, tuple[RowValues, ...]]]:
    """Yield what is missing; who is missing in 職員 is not named again elsewhere."""
    gone = {row["staff_no"] for row in missing.get(STAFF.key, ())}
    seen: set[str] = set()
    for table in (t for t in (STAFF, *PEOPLE) if t.key in missing):
        if table.key in seen:
            continue
        seen.add(table.key)
        rows = missing[table.key]
        if table.key != STAFF.key:
            rows = tuple(row for row in rows if row.get("staff_no") not in gone)
        if rows:
            yield table, rows


def not_listed(table: Table, rows: tuple[RowValues, ...], speaker: Speaker) -> str:
    """Return who is not in a list, by name."""
    people = tuple(dict.fromkeys(_called(table, row, speaker) for row in rows))
    return f"「{table.title}」で、一覧にない {len(people)} 件: {listed(people)}。"


def _called(table: Table, row: RowValues, speaker: Speaker) -> str:
    """Return whom a list lacks by name; of somebody whom it names, which 兼務."""
    second = table.key == POSTINGS.key and row["kind"] == PostingKind.CONCURRENT.value
    return speaker.label(table, row) if second else speaker.owner(table, row)


def names(missing: Mapping[str, tuple[RowValues, ...]], speaker: Speaker) -> list[str]:
    """Return whom a file lacks, each once."""
    found = (_called(table, row, speaker) for table, rows in told(missing) for row in rows)
    return list(dict.fromkeys(found))
