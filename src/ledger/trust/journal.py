"""The journal (操作記録): what writes to a ledger did, line by line, each line chained to the last.

One write is `begin`, a line per file that came in, `outputs`, and how it ended: `commit`, or
`undone`. A begin without an end is a write that was cut off. No name, staff number,
発行番号 or path stands in it: whoever looks after the system may see it (faults §5.7).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ledger.trust.chain import link

JournalRecord: TypeAlias = Mapping[str, object]

FIRST, BEGIN, CAME, OUTPUTS, COMMIT, UNDONE, TORN = (
    *("first", "begin", "file", "outputs", "commit", "undone", "torn"),
)
_HASH, _KIND = "h", "kind"


class CameIn(NamedTuple):
    """A file that came in, as the journal tells it.

    Attributes:
        sha256: Digest of its bytes; "" if they could not be had.
        decision: What became of it (`FileUse`, or "unreadable").
        code: Why, as a problem's code; "" if it was taken.
    """

    sha256: str
    decision: str
    code: str = ""


@dataclass(frozen=True)
class JournalWrite:
    """One write as the journal tells it.

    Attributes:
        run: 鎖値 of the line that it added to 処理履歴; "" if it added none.
        operation: The verb.
        program: Version of the program.
        schema: Version of the ledger's tables, by which the digests were made.
        before: SHA-256 of the ledger's bytes before it.
        after: SHA-256 of the bytes it was to leave; "" where a program saves the ledger.
        contents: Digest of every table after it (`trust/contents.py`).
        came: The files that came in.
        end: `COMMIT`, `UNDONE`, or "" while it has not ended.
    """

    run: str
    operation: str
    program: str
    schema: str
    before: str
    after: str
    contents: Mapping[str, str]
    came: tuple[CameIn, ...] = ()
    end: str = ""


@dataclass(frozen=True)
class JournalText:
    """A journal as it was read.

    Attributes:
        records: Its lines, without their hashes.
        last: Hash of the last whole line; "" if there is none.
        broken: Number of the first line whose hash is wrong, counted from 1; None if all hold.
        torn: How many bytes at its end are no whole line.
    """

    records: tuple[JournalRecord, ...] = ()
    last: str = ""
    broken: int | None = None
    torn: int = 0
    writes: tuple[JournalWrite, ...] = field(default=(), repr=False)

    @property
    def open(self) -> JournalWrite | None:
        """The write that has begun and not ended, if there is one."""
        return self.writes[-1] if self.writes and not self.writes[-1].end else None

    @property
    def ended(self) -> bool:
        """Whether its last line tells how a write ended."""
        return bool(self.records) and self.records[-1].get(_KIND) in {COMMIT, UNDONE}

    @property
    def done(self) -> tuple[JournalWrite, ...]:
        """The writes that happened."""
        return tuple(one for one in self.writes if one.end == COMMIT)


def lines_of(previous: str, records: Sequence[JournalRecord]) -> str:
    """Return records as lines of the journal, each with the hash that chains it to the last.

    Args:
        previous: Hash of the line before; "" for the first.
        records: What they say.
    """
    said = []
    for record in records:
        previous = link(previous, record)
        said.append(
            json.dumps({**record, _HASH: previous}, ensure_ascii=False, separators=(",", ":"))
        )
    return "".join(f"{line}\n" for line in said)


def first_record(chain: str, program: str) -> JournalRecord:
    """Return what a journal begins with: where 処理履歴 had come to before it.

    Args:
        chain: 鎖値 of the last line of 処理履歴; "" if it has none.
        program: Version of the program.
    """
    return {_KIND: FIRST, "chain": chain, "program": program}


def torn_record(count: int) -> JournalRecord:
    """Return what is written down where a crash tore the last line: how many bytes are gone."""
    return {_KIND: TORN, "bytes": count}


def begun(write: JournalWrite) -> Iterator[JournalRecord]:
    """Yield what is written down before a write is done."""
    said = {"run": write.run, "operation": write.operation, "program": write.program}
    yield {_KIND: BEGIN, **said, "schema": write.schema, "before": write.before}
    for file in write.came:
        yield {_KIND: CAME, **file._asdict()}
    yield {_KIND: OUTPUTS, "after": write.after, "contents": dict(write.contents)}


def ended(write: JournalWrite, end: str) -> JournalRecord:
    """Return what is written down after it: `COMMIT`, or `UNDONE`."""
    return {_KIND: end, "run": write.run}


def journal_text(data: bytes, previous: str = "") -> JournalText:
    """Read a journal, or its end.

    Args:
        data: Its bytes.
        previous: Hash of the line before the first of these bytes.
    """
    whole, _, rest = data.rpartition(b"\n")
    records: list[JournalRecord] = []
    broken: int | None = None
    for number, line in enumerate(whole.split(b"\n") if whole else (), start=1):
        record, said = _parsed(line)
        if broken is None and link(previous, record) != said:
            broken = number
        previous = said
        records.append(record)
    writes = tuple(_writes(records))
    return JournalText(tuple(records), previous, broken, len(rest), writes)


def _parsed(line: bytes) -> tuple[JournalRecord, str]:
    """Return what a line says and its hash; nothing of a line that is none."""
    try:
        said = json.loads(line)
        return {key: one for key, one in said.items() if key != _HASH}, str(said[_HASH])
    except (ValueError, LookupError, AttributeError):
        return {}, ""


def _writes(records: Sequence[JournalRecord]) -> Iterator[JournalWrite]:
    """Yield the writes that records tell of, in order; one without its outputs counts as begun."""
    current: list[JournalRecord] = []
    for record in records:
        kind = record.get(_KIND)
        if kind == BEGIN:
            if current:
                yield _write(current)
            current = [record]
        elif current:
            current.append(record)
            if kind in {COMMIT, UNDONE}:
                yield _write(current)
                current = []
    if current:
        yield _write(current)


def _write(records: Sequence[JournalRecord]) -> JournalWrite:
    first, outputs = records[0], next((r for r in records if r.get(_KIND) == OUTPUTS), {})
    contents, kind = outputs.get("contents"), records[-1].get(_KIND)
    return JournalWrite(
        run=str(first.get("run", "")),
        operation=str(first.get("operation", "")),
        program=str(first.get("program", "")),
        schema=str(first.get("schema", "")),
        before=str(first.get("before", "")),
        after=str(outputs.get("after", "")),
        contents=contents if isinstance(contents, dict) else {},
        came=tuple(_came(r) for r in records if r.get(_KIND) == CAME),
        end=str(kind) if kind in {COMMIT, UNDONE} else "",
    )


def _came(record: JournalRecord) -> CameIn:
    return CameIn(*(str(record.get(name, "")) for name in CameIn._fields))
