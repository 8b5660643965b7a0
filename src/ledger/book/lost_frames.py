"""A ledger whose tables have lost their frames: it can be read, but not written.

Some programs keep the cells of a sheet and drop the table around them. Without it nobody can say
where the program's rows end and HR's own begin, so what was kept before is the way back.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from ledger.layout import ledger
from ledger.model.problems import Place, Problem, Refusal
from ledger.present.package import Package
from ledger.read.file_bytes import file_bytes
from ledger.read.ledger_book import LedgerBook
from ledger.store.generations import generations
from ledger.store.leftovers import FOLDER

_LOST = "table-lost"
_BY_HAND = (
    "枠のある控えがありません。Excelで、シートの見出しから最後の行までを選んで「テーブルとして書式設定」"
    "を押し、「テーブルデザイン」の「テーブル名」に {keys} と入れてください。"
)
_BACK = (
    "フォルダ {folder} の控え「{name}」を、この台帳と置き換えてください。"
    "その後に手で直したところは、写し直してください。"
)


def told(read: LedgerBook, path: Path | None) -> LedgerBook:
    """Return a ledger as read; that frames are lost is said once, with what brings them back.

    Args:
        read: The ledger as it was read.
        path: Where it stands, to look for its earlier states; None where that is not known.
    """
    lost = _lost(read)
    if not lost:
        return read
    rest = tuple(one for one in read.problems if one.code != _LOST)
    problem = Problem.of("frames-lost", Place(file=read.name), **_gaps(lost, path))
    return replace(read, problems=(problem, *rest), lost_frames=lost)


def refuse_lost_frames(before: LedgerBook, keys: Collection[str], path: Path | None) -> None:
    """Refuse to write a table whose frame is lost.

    Raises:
        Refusal: `frames-lost-write`; it names the state to bring back.
    """
    lost = tuple(key for key in before.lost_frames if key in keys)
    if lost:
        place = Place(file=before.name, sheet=ledger.BY_KEY[lost[0]].title)
        raise Refusal.of("frames-lost-write", place, **_gaps(before.lost_frames, path))


def _lost(read: LedgerBook) -> tuple[str, ...]:
    titles = {one.place.sheet for one in read.problems if one.code == _LOST}
    return tuple(table.key for table in ledger.TABLES if table.title in titles)


def _gaps(lost: Sequence[str], path: Path | None) -> dict[str, str]:
    titles = [f"「{ledger.BY_KEY[key].title}」" for key in lost]
    copy = _whole(lost, path) if path else None
    named = "、".join(f"{ledger.BY_KEY[key].title}は {key}" for key in lost)
    remedy = _BACK.format(folder=FOLDER, name=copy.name) if copy else _BY_HAND.format(keys=named)
    return {"tables": "".join(titles), "remedy": remedy}


def _whole(lost: Sequence[str], path: Path) -> Path | None:
    """Return the newest earlier state that still has the frames."""
    for one in generations(path):
        if one.intact and set(lost) <= set(Package(file_bytes(one.path)).table_parts):
            return one.path
    return None
