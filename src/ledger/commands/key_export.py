"""`key export`: the keys of the seals in one encrypted file, for safe-keeping and other PCs."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from ledger.commands.ledger_keys import key_place_told
from ledger.commands.plan import Plan
from ledger.model.problems import Place, Refusal
from ledger.read.inbox import shown_name
from ledger.store.key_export import new_passphrase, written_out
from ledger.store.keys import key_ring, note_safe


class KeysOut(NamedTuple):
    """Keys on their way out.

    Attributes:
        numbers: 鍵番号 of each.
        passphrase: What opens the file; nothing keeps it.
        plan: What is to be done.
    """

    numbers: tuple[str, ...]
    passphrase: str
    plan: Plan


def plan(target: Path, now: dt.datetime) -> Plan:
    """Plan to write out every key of this PC; see `keys_out`."""
    return keys_out(target, now).plan


def keys_out(target: Path, now: dt.datetime) -> KeysOut:
    """Make what writes out every key of this PC; the passphrase is drawn here and told once.

    Args:
        target: The file to be made.
        now: The moment of the run.

    Raises:
        Refusal: There is no key (`key-none`), a file of the name stands there (`file-exists`), its
            folder is missing (`folder-missing`), or a key is damaged.
    """
    name = shown_name(target)
    ring = key_ring()
    if not ring.keys:
        raise Refusal.of("key-none")
    if target.exists():
        raise Refusal.of("file-exists", Place(file=name), name=name)
    if not target.parent.is_dir():
        raise Refusal.of("folder-missing", Place(file=name), name=str(target.parent))
    passphrase = new_passphrase()

    def noted() -> None:
        for number in ring.keys:
            note_safe(number, now)

    made = Plan(
        operation="key export",
        summary=(
            f"封印の鍵 {len(ring.keys)} 個を「{name}」に書き出しました。",
            f"鍵番号: {'、'.join(ring.keys)}",
            f"合言葉: {passphrase}",
            "合言葉は、いま一度だけ表示します。紙に書き、ファイルとは別の所に保管してください。",
        ),
        problems=key_place_told(),
        files={target: written_out(ring.keys.values(), passphrase)},
        counts={"keys": list(ring.keys), "passphrase": passphrase},
        next_step="ファイルを、人事だけが開ける場所に移してください。"
        "ほかのPCでは、「鍵の取り込み」(コマンドでは talent-ledger key import)で取り込みます。",
        seen={target: ""},
        afterwards=noted,
    )
    return KeysOut(tuple(ring.keys), passphrase, made)
