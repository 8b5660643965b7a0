"""What somebody would write instead of `consolidate`: pandas reads every form and writes a report.

Nothing is guarded and nothing is validated: a file that is no form is left out in silence, entries
begin below the first row with three filled cells, and Step 1 has who has two trainings. Run as
`python whole_job.py ENGINE FOLDER LEDGER OUT SHEET …`; ENGINE is openpyxl or calamine.
"""

import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError

STAFF_NO = "職員番号"
FILLED = 4
"""A row with fewer filled cells is no entry."""
STEP_ONE = {"T01", "T03"}
NO_FORM = (IndexError, ValueError, KeyError, OSError, zipfile.BadZipFile, CalamineError)


def entries(data: pd.DataFrame, number: str) -> pd.DataFrame:
    """Return the entries of a sheet below the first row that looks like a header."""
    likely = data.index[data.notna().sum(axis=1).gt(2)]
    if not len(likely):
        return pd.DataFrame()
    return data.loc[likely[0] + 1 :].dropna(thresh=FILLED).assign(**{STAFF_NO: number})


def read(engine: str, folder: Path, sheets: Sequence[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield every sheet of every form, the number out of the file's name."""
    for path in sorted(folder.rglob("*.xlsx")):
        try:
            number = path.name.split("_")[2]
            book = pd.read_excel(
                path,
                sheet_name=list(sheets),
                header=None,
                engine=engine,  # type: ignore[call-overload]
            )
        except NO_FORM:
            continue
        for sheet in sheets[1:]:
            yield sheet, entries(book[sheet], number)


def table(data: pd.DataFrame) -> pd.DataFrame:
    """Return a sheet of the ledger below the row that names 職員番号."""
    header = data.index[(data == STAFF_NO).any(axis=1)][0]
    data.columns = pd.Index(data.loc[header])
    return data.loc[header + 1 :]


def main(engine: str, folder: str, ledger: str, out: str, *sheets: str) -> None:
    """Read, join, count and write."""
    found: dict[str, list[pd.DataFrame]] = {sheet: [] for sheet in sheets[1:]}
    for sheet, rows in read(engine, Path(folder), sheets):
        if len(rows):
            found[sheet].append(rows)
    book = pd.read_excel(
        ledger,
        sheet_name=["職員", "所属履歴", "受講"],
        header=None,
        engine=engine,  # type: ignore[call-overload]
    )
    staff, postings, attended = (table(book[name]) for name in ("職員", "所属履歴", "受講"))
    section = postings[[STAFF_NO, "所属コード"]].drop_duplicates(STAFF_NO)
    people = staff.merge(section, on=STAFF_NO, how="left")
    done = attended.groupby(STAFF_NO)["研修コード"].agg(set)
    held = people[STAFF_NO].map(done)
    people["Step1"] = [isinstance(one, set) and one >= STEP_ONE for one in held]
    rates = people.groupby("所属コード")["Step1"].agg(["sum", "count"])
    rates["率"] = (rates["sum"] / rates["count"] * 100).round(1)
    writer = "openpyxl" if engine == "openpyxl" else "xlsxwriter"
    with pd.ExcelWriter(out, engine=writer) as report:  # type: ignore[call-overload]
        people.to_excel(report, sheet_name="Step判定")
        rates.to_excel(report, sheet_name="参加率")
        for sheet, parts in found.items():
            if parts:
                pd.concat(parts, ignore_index=True).to_excel(report, sheet_name=f"集約{sheet[:1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
