"""今日やること: the first page of the ledger says where the year stands and what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import pandas as pd

from ledger.layout.pages import HOME, PageCell, link, page_frame
from ledger.layout.sheet_order import SheetGroup, seen_by_group, title_of
from ledger.model.judged_day import JudgedDay
from ledger.model.settings import Settings

MORE = "…ほかのシートは、ボタン「すべて表示」"


def home_page(
    settings: Settings, tables: Mapping[str, pd.DataFrame], day: JudgedDay
) -> pd.DataFrame:
    """Return what the home page says.

    Args:
        settings: 設定.
        tables: The ledger's tables as they will stand.
        day: The day judged.
    """
    return page_frame(
        HOME,
        [
            [f"{settings.org_name} デジタル人材育成台帳 {settings.year_label}".strip()],
            [f"{day.heading}。育成のための台帳です(人事評価には使いません)。"],
            [],
            *index_rows(settings, tables),
        ],
    )


def index_rows(
    settings: Settings, tables: Mapping[str, pd.DataFrame]
) -> Iterator[Sequence[PageCell]]:
    """Yield the index of the sheets: a column for each group, its sheets as links below it."""
    groups: list[tuple[SheetGroup, tuple[str, ...]]] = [*seen_by_group(tables, settings)]
    yield [part.value for part, _ in groups]
    columns = [[link(title_of(key), title_of(key)) for key in keys] for _, keys in groups]
    yield from zip_longest(*columns)
    yield [MORE]
