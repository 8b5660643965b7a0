"""訓練: each of twelve mishaps is told by name, with what to do; nobody else's rows change."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from city import LivedCity
from ledger.book.closed import ClosedBook
from ledger.commands import consolidate
from ledger.commands.plan import Plan
from ledger.demo.rehearsal import Mishap, page, rehearsed
from ledger.demo.spoiling import SPOILS
from ledger.layout.ledger import BY_KEY
from ledger.model.terms import Phase
from ledger.trust.contents import content_digest

NOW = dt.datetime(2026, 4, 5, 9)  # noqa: DTZ001 - the ledger keeps local time
FACTS = ("attendances", "qualifications", "engagements", "tool_levels", "skill_ratings", "goals")


@pytest.fixture(scope="module")
def spoilt(
    city: LivedCity, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[Mishap, ...], Plan]:
    folder = tmp_path_factory.mktemp("rehearsal") / "訓練"
    return folder, *rehearsed(city.folder, folder, NOW)


@pytest.mark.parametrize("number", range(len(SPOILS)), ids=[one.done for one in SPOILS])
def test_傷めた1つひとつを_名を挙げて言う(
    spoilt: tuple[Path, tuple[Mishap, ...], Plan], number: int
) -> None:
    mishap = spoilt[1][number]
    assert [problem.code for problem in mishap.told][:1] == [mishap.spoil.code]
    assert mishap.told[0].remedy


def test_12とおりある() -> None:
    assert len(SPOILS) == 12
    assert len({one.done for one in SPOILS}) == 12


def test_ほかの人の行は_傷んだものがないときと同じ(
    city: LivedCity, spoilt: tuple[Path, tuple[Mishap, ...], Plan], tmp_path: Path
) -> None:
    folder, mishaps, plan = spoilt
    bad = {mishap.file.split("_")[2] for mishap in mishaps}
    shutil.copy(city.folder / "台帳.xlsx", tmp_path)
    shutil.copytree(city.folder / "提出" / "年度末", tmp_path / "提出")
    for form in (tmp_path / "提出").rglob("*.xlsx"):
        if bad & set(form.stem.split("_")):
            form.unlink()
    book = ClosedBook(tmp_path / "台帳.xlsx")
    reviews = folder / "確認表"
    clean = consolidate.plan(book, tmp_path / "提出", NOW, reviews=reviews, phase=Phase.CLOSING)
    before = ClosedBook(city.folder / "台帳.xlsx").read().tables
    for key in FACTS:
        tables = (made.tables.get(key, before[key]) for made in (plan, clean))
        one, other = (table[~table["staff_no"].isin(bad)] for table in tables)
        assert len(one), key
        assert content_digest(BY_KEY[key], one) == content_digest(BY_KEY[key], other), key


def test_頁は_どれにも次にすることを書き_もとの市は変わらない(
    city: LivedCity, spoilt: tuple[Path, tuple[Mishap, ...], Plan]
) -> None:
    told = list(page(spoilt[1]))
    assert sum("次にすること: " in line for line in told) == 12
    assert not (city.folder / "訓練").exists()
