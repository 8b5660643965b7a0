"""What `docs/coverage.csv` says serves an item of the material is there; every item is served."""

from pathlib import Path

import pytest

import served
from ledger.addin.ribbon_controls import buttons
from ledger.layout.ledger import TABLES
from ledger.layout.pages import BY_PAGE
from ledger.model.verbs import VERBS

ROOT = Path(__file__).parent.parent
ITEMS = served.items()
OUTSIDE = {"S08", "S09", "S10", "S50", "S51", "S61", "S82", "S86"}
"""Class O of the material."""
CORE = {
    *("S07", "S11", "S12", "S13", "S14", "S16", "S20", "S21", "S22", "S23", "S25", "S26", "S27"),
    *("S31", "S32", "S33", "S34", "S35", "S36", "S37", "S39", "S40", "S41", "S42", "S43", "S44"),
    *("S45", "S46", "S47", "S52", "S53", "S56", "S65", "S66", "S67", "S68", "S69", "S70", "S71"),
    *("S72", "S73", "S74", "S83", "S85"),
}
"""Class C of the material."""
BOOKS = {"申告書", "確認表", "レポート", "DX部門へ共有"}
"""Workbooks beside the ledger."""
SHEETS = {
    *(table.title for table in TABLES),
    *(page.title for page in BY_PAGE.values()),
    *BOOKS,
}


def test_every_item_of_the_material_stands_once_with_its_class() -> None:
    assert [one["項番"] for one in ITEMS] == [f"S{number:02}" for number in range(1, 87)]
    classes = {one["項番"]: one["分類"] for one in ITEMS}
    assert {item for item, letter in classes.items() if letter == "O"} == OUTSIDE
    assert {item for item, letter in classes.items() if letter == "C"} == CORE
    assert set(classes.values()) == set(served.CLASSES)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["項番"])
def test_what_serves_an_item_is_there(item: dict[str, str]) -> None:
    assert item["求めていること"]
    if item["分類"] == "O":
        assert item["理由"]
        assert not any(item[header] for header in served.LISTS)
        return
    known = {
        "シート": SHEETS,
        "コマンド": {verb.name for verb in VERBS},
        "ボタン": {button.label for button in buttons()},
    }
    for header, names in known.items():
        said = served.values(item, header)
        assert said, header
        assert set(said) <= names, set(said) - names
    tests = served.values(item, "試験")
    assert tests
    for path in tests:
        assert "\ndef test_" in (ROOT / path).read_text("utf-8"), path
