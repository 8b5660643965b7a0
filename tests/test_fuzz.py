"""Whatever comes in at a door is read or refused by name: no crash, no hang, nothing undeclared.

Self-reports, review workbooks, a small book, the ledger, CSV of every table, 公開データ and the
journal are changed at random: in bytes, in XML, in values, in lines. What the two readers of
workbooks say of one must be the same. `make fuzz` goes through the whole set and
`FUZZ=1000000 make fuzz` through more; what it counted stands in docs/proof.md.
"""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from fuzz import doors, runs
from fuzz.drawing import (
    CSV,
    DOORS,
    LEDGER,
    LEDGERS_FROM,
    PACKAGE_FILES,
    REVIEW,
    FuzzInput,
    Seeds,
    drawn,
    parts_of,
    zipped,
)
from ledger.layout import ledger
from sampling import batches, keep
from small_office import office_in, report_of

INPUTS = int(os.environ.get("FUZZ", "100000"))
USUAL = 200
LEDGERS_AMONG = 50
"""For so many other inputs there is a ledger: it takes as long as twenty of them."""
USUAL_LEDGERS = 24
BATCH = 500
BAD = {
    runs.DIED: "crashes",
    runs.HUNG: "hangs",
    runs.UNDECLARED: "undeclared_exceptions",
    doors.SILENT: "silent_differences",
}
"""What must not become of an input, and the label that it is counted under."""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    """What the inputs are made of: an office's own files."""
    folder = tmp_path_factory.mktemp("office")
    office = report_of(office_in(folder))
    office.run("collect", office.ledger, "--from", folder / "提出", "--to", folder / "確認")
    office.run("export", office.ledger, folder / "表")
    office.run("export", office.ledger, folder / "公開", "--public")
    (form,) = (folder / "提出").rglob("*.xlsx")
    review = next((folder / "確認").rglob("*.xlsx"))
    (journal,) = (folder / "backup").glob("*.journal.jsonl")
    csvs = {path.stem: path.read_bytes() for path in (folder / "表").glob("*.csv")}
    return Seeds(
        parts_of(form.read_bytes()),
        parts_of(review.read_bytes()),
        {key: data for key, data in csvs.items() if key in ledger.BY_KEY},
        {name: (folder / "公開" / name).read_bytes() for name in PACKAGE_FILES},
        journal.read_bytes(),
        parts_of(office.ledger.read_bytes()),
    )


@pytest.mark.parametrize("numbers", batches(INPUTS, USUAL, BATCH))
def test_何が来ても_読むか_名を挙げて断る(numbers: tuple[int, ...], seeds: Seeds) -> None:
    go_through(numbers, seeds, DOORS)


@pytest.mark.parametrize("numbers", batches(INPUTS // LEDGERS_AMONG, USUAL_LEDGERS, BATCH))
def test_どう壊れた台帳も_読んで点検するか_名を挙げて断る(
    numbers: tuple[int, ...], seeds: Seeds
) -> None:
    go_through(tuple(LEDGERS_FROM + number for number in numbers), seeds, (LEDGER,))


def go_through(numbers: tuple[int, ...], seeds: Seeds, at: Sequence[str]) -> None:
    """Go through inputs, keep what was counted, and find nothing bad among what became of them."""
    found = list(runs.fates(numbers, seeds))
    bad = [one for one in found if one.told.partition(":")[0] in BAD]
    counted = Counter(BAD.values())
    counted.subtract(BAD.values())
    counted.update(BAD[one.told.partition(":")[0]] for one in bad)
    for door in dict.fromkeys(at):
        counted[f"inputs: {door}"] = sum(one.door == door for one in found)
    counted["refused"] = sum(one.told == doors.REFUSED for one in found)
    counted["read"] = sum(one.told == doors.READ for one in found)
    keep("inputs changed at random, at every door", inputs=len(found), **counted)
    assert not bad, "\n".join(map(str, bad))
    assert len(found) == len(numbers)


@pytest.mark.parametrize("number", [0, 5, 6, 8, 9, 105, LEDGERS_FROM])
def test_一つの番号は_いつも同じもの(number: int, seeds: Seeds) -> None:
    assert drawn(number, seeds) == drawn(number, seeds)
    assert drawn(number, seeds).files != drawn(number + 10, seeds).files


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param("os.abort()", runs.DIED, id="死ぬ"),
        pytest.param("time.sleep(9)", runs.HUNG, id="止まらない"),
        pytest.param("bytearray(8 << 30)", runs.UNDECLARED, id="記憶を食いつくす"),
        pytest.param("int('x')", runs.UNDECLARED, id="例外"),
    ],
)
def test_見る側は_悪い終わり方を見つけて_残りも見る(
    spoil: str, told: str, seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look itself: it must see what it is there to see."""

    def at_the_door(_: doors.Doors, one: FuzzInput) -> str:
        if one.door == CSV:
            exec(f"import os, time; {spoil}")  # noqa: S102 - a word of this test
        return doors.READ

    monkeypatch.setattr(doors.Doors, "fate", at_the_door)
    monkeypatch.setattr(runs, "PATIENCE", 1.0)
    found = {one.number: one.told for one in runs.fates([4, 6, 9], seeds)}
    assert (found[4], found[9]) == (doors.READ, doors.READ)
    assert found[6].startswith(told)


@pytest.mark.parametrize("kind", ["bytes", "XML", "values", "lines"])
def test_どの変え方も引かれる(kind: str, seeds: Seeds) -> None:
    assert any(drawn(number, seeds).kind == kind for number in range(40))


def test_操作記録の言葉が変われば見つける(tmp_path: Path, seeds: Seeds) -> None:
    changed = seeds.journal.replace(b'"load"', b'"issue"', 1)
    assert changed != seeds.journal
    one = FuzzInput(DOORS[9], "values", "", {"": changed})
    assert doors.Doors(tmp_path, seeds.journal).fate(one) == doors.REFUSED


def test_台帳が加わっても_前の番号は前と同じもの(seeds: Seeds) -> None:
    assert {drawn(number, seeds).door for number in range(200)} == {*DOORS, REVIEW}
    assert drawn(LEDGERS_FROM, seeds).door == drawn(LEDGERS_FROM + 6, seeds).door == LEDGER


def test_読めた台帳でも_点検が倒れれば見つける(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls(*_: object) -> None:
        raise ZeroDivisionError

    whole = FuzzInput(LEDGER, "values", "", {"": zipped(seeds.ledger)})
    monkeypatch.setattr(runs, "drawn", lambda *_: whole)
    (fine,) = runs.fates([LEDGERS_FROM], seeds)
    assert fine.told == doors.READ
    monkeypatch.setattr("ledger.commands.check.plan", falls)
    (fallen,) = runs.fates([LEDGERS_FROM], seeds)
    assert fallen.told.startswith(runs.UNDECLARED)


def test_2つの読み手の違う台帳は_黙って違うと言う(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = FuzzInput(LEDGER, "values", "", {"": zipped(seeds.ledger)})
    monkeypatch.setattr(runs, "drawn", lambda *_: whole)
    monkeypatch.setattr("ledger.read.ordinary.sheet.Sheet.filled", lambda _: [(0, 0, "違う")])
    (found,) = runs.fates([LEDGERS_FROM], seeds)
    assert found.told.startswith(doors.SILENT)
