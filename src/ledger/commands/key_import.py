"""`key import`: keys that were written out on another PC, or earlier, come to this one."""

import datetime as dt
from pathlib import Path

from ledger.commands.ledger_keys import key_place_told
from ledger.commands.plan import Plan, PlanQuestion
from ledger.model.problems import Place, Problem, Refusal
from ledger.read.file_bytes import (
    LargeFileError,
    OddFileError,
    file_bytes,
    unread,
    whole_file,
)
from ledger.read.inbox import shown_name
from ledger.store.key_export import LARGEST, KeyExport
from ledger.store.keys import add_key, key_ring, note_safe
from ledger.trust.seal import key_id


def plan(source: Path, now: dt.datetime, passphrase_file: Path | None = None) -> Plan:
    """Plan to take over keys; none that is here is written over.

    Args:
        source: The file that `key export` made.
        now: The moment of the run.
        passphrase_file: A file that holds the passphrase; it is asked for if not given.

    Raises:
        Refusal: A file is missing or cannot be read; it is no file of keys, or damaged; or the
            passphrase is wrong.
    """
    name = shown_name(source)
    export = KeyExport.of(_bytes_of(source), name)
    missing = [number for number in export.numbers if number not in key_ring().keys]
    if not missing:
        return Plan(
            operation="key import",
            summary=(f"「{name}」の鍵は、すべてこのPCにあります。何も変えていません。",),
            counts={"added": [], "there": list(export.numbers)},
        )
    if passphrase_file is not None:
        typed = file_bytes(passphrase_file, LARGEST).decode("utf-8-sig", "replace")
        return _adding(export, typed, now)
    return Plan(
        operation="key import",
        question=PlanQuestion(
            f"「{name}」を書き出したときの合言葉(5字ずつ5組)を入れてください。",
            then=lambda typed: _adding(export, typed, now),
            typed=True,
            unasked=Problem.of("key-passphrase-needed", Place(file=name), name=name),
        ),
    )


def _adding(export: KeyExport, typed: str, now: dt.datetime) -> Plan:
    there = key_ring().keys
    new = {key_id(key): key for key in export.keys(typed) if key_id(key) not in there}

    def added() -> None:
        for key in new.values():
            add_key(key)
        _note(export.numbers, now)

    return Plan(
        operation="key import",
        summary=(f"封印の鍵 {len(new)} 個(鍵番号 {'、'.join(new)})を、このPCに取り込みます。",),
        problems=key_place_told(),
        counts={"added": list(new), "there": [one for one in export.numbers if one in there]},
        next_step="この鍵で配った台帳の、申告書配布・確認表作成・集約が、このPCでできます。",
        afterwards=added,
    )


def _note(numbers: tuple[str, ...], now: dt.datetime) -> None:
    for number in numbers:
        note_safe(number, now)


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file that keys may stand in.

    Raises:
        Refusal: It is missing or cannot be read; or it is not such a file (`key-file-foreign`).
    """
    try:
        return whole_file(path, LARGEST)
    except (OddFileError, LargeFileError) as error:
        name = shown_name(path)
        raise Refusal.of("key-file-foreign", Place(file=name), name=name) from error
    except OSError as error:
        raise Refusal(unread(error, shown_name(path))) from error
