"""Texts that could run, on every sheet and in every file that the product makes of them.

One office is set up twice: once every free text begins as a formula, a link or an escape does, once
it begins harmlessly. Then the same verbs run in both. Nothing of a text may have become a formula,
a link or another text anywhere; no file that leaves HR names a person; the journal names nobody.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest

from ledger.layout.columns import Group, Kind
from ledger.layout.csv_text import unguarded
from ledger.layout.ledger import TABLES
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from sampling import WHOLE, keep, numbers, whole_set
from small_office import PEOPLE, Office, office_in, report_of

NAME = "竜胆"
"""In every person's name: it is on HR's sheets, and on nothing that leaves HR."""
DANGEROUS = (
    *(
        "=1+1 ",
        "+1 ",
        "-1 ",
        "@SUM(A1) ",
        "＝1+1 ",
        "＠A1 ",
        "'=1+1 ",
        "{=1+1} ",
        "=cmd|' /C calc'!A0 ",
    ),
    *('=HYPERLINK("http://192.0.2.1/","x") ', "http://192.0.2.1/ ", "external:\\\\192.0.2.1\\a "),
    *("internal:'設定'!A1 ", "#REF! ", "_x0041_ ", "_x0001_ ", "<b>&amp; ", "]]> "),
)
HARMLESS = ("無害 ",)
GROUPS = {Group.POLICY, Group.PEOPLE, Group.FACTS}
BY_THEIR_WORDS = {"import_columns", "import_values", "trial_changes", "survey_map"}
"""Tables whose texts are words of ours, or of other tables."""
OURS = {"source_file", "unit"}
"""Texts that the product makes, or by which it works. A training whose name begins with `=` is told
when a form comes back with it (`code-mangled`): such a row is not used, so that the two offices
would differ by it; their names begin in the other ways."""
STARTS = re.compile(r"^[\s'\"]*[=+\-@＝＋－＠]")
VERBS: dict[str, tuple[str, ...]] = {
    "consolidate": ("--from", "提出", "--report", "レポート.xlsx"),
    "collect": ("--from", "提出", "--to", "確認"),
    "plan": (),
    "backcast": (),
    "card": ("--persona", "P02"),
    "acquire": (),
    "what-if": ("--set", "lead_mode=継続"),
    "schedule": (),
    "try-transfers": (),
    "remind": (),
    "status": (),
    "share": ("共有.xlsx",),
    "report": ("報告.xlsx",),
    "publish": ("公表",),
    "untrained": ("未受講",),
    "export": ("表",),
    "verify": (),
    "restore": ("--to", "1"),
    "undo": (),
}
"""In the order of a year; what is written stands in the folder of the office."""
LEAVES_HR = {
    "共有.xlsx": "share",
    "レポート.xlsx": "consolidate",
    "報告.xlsx": "report",
    "公表": "publish",
}
"""What leaves HR, and the verb that makes it."""
ALWAYS = ("card", "what-if", "publish", "export", "restore")
DRAWN = [list(VERBS)[number] for number in numbers(len(VERBS), 2)]
RUN = tuple(verb for verb in VERBS if WHOLE or verb in {*DRAWN, *ALWAYS})


def with_texts(office: Office, starts: tuple[str, ...]) -> None:
    """Let every free text of the ledger begin in another of these ways."""
    data = office.ledger.read_bytes()
    tables = read_ledger(data, office.ledger.name).tables
    changed = {}
    begin, chosen = cycle(starts), cycle([one for one in starts if one[0] != "="])
    for table in TABLES:
        if table.group not in GROUPS or table.key in BY_THEIR_WORDS:
            continue
        frame = tables[table.key].copy()
        for column in table.columns:
            if column.kind is Kind.TEXT and column.key not in OURS:
                start = chosen if table.key == "trainings" else begin
                own = NAME if "name" in column.key and table.key == "staff" else ""
                frame[column.key] = [
                    text if not isinstance(text, str) else f"{next(start)}{own}{text}"
                    for text in frame[column.key]
                ]
        if not frame.equals(tables[table.key]):
            changed[table.key] = frame
    assert len(changed) > 8
    office.ledger.write_bytes(splice(data, changed, tables))


def lived(folder: Path, starts: tuple[str, ...]) -> Office:
    """Return an office with such texts, in which the verbs have run."""
    office = office_in(folder)
    with_texts(office, starts)
    report_of(office)
    for verb in RUN:
        given = [folder / one if one[0] in "提レ確共報公未表" else one for one in VERBS[verb]]
        answer = office.run(verb, office.ledger, *given, expect=(0, 1, 2))
        assert "refused" not in answer, (verb, answer["refused"])
    return office


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return lived(tmp_path_factory.mktemp("nasty"), DANGEROUS)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return lived(tmp_path_factory.mktemp("harmless"), HARMLESS)


def books(office: Office) -> Mapping[str, bytes]:
    """Return every workbook of an office by its folder and whose it is, copies in `backup` too.

    Sections and people have other names in the two offices, and so have the files.
    """
    found: dict[str, bytes] = {}
    for path in sorted(sorted(office.folder.rglob("*.xlsx")), key=_whose):
        found[f"{_whose(path)} {len(found)}"] = path.read_bytes()
    return found


def _whose(path: Path) -> tuple[str, ...]:
    kind = path.name.partition("_")[0].removesuffix(".xlsx")
    inside = "" if path.parent.name.startswith(("nasty", "harmless")) else path.parent.name[:4]
    return (kind, *re.findall(r"_(\d{5})_", path.name), inside)


def parts(book: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                yield name, archive.read(name).decode()


def formulas(book: bytes) -> dict[str, list[str]]:
    """Return the formulas of each part, and what it links to."""
    return {
        name: re.findall(r"<f\b[^>]*>([^<]*)</f>", text)
        + re.findall(r'<hyperlink\b[^>]*?(?:location|r:id)="([^"]*)"', text)
        + re.findall(r'TargetMode="External"', text)
        for name, text in parts(book)
    }


@whole_set
def test_どの文字も_どのブックでも_式にもリンクにもならない(
    nasty: Office, harmless: Office
) -> None:
    ours, theirs = books(nasty), books(harmless)
    assert set(ours) == set(theirs)
    assert len(ours) > 5
    for name, book in ours.items():
        found = formulas(book)
        assert found == formulas(theirs[name]), name
        assert not any(NAME in one or "192.0.2.1" in one for own in found.values() for one in own)
    keep("texts that could run, in every book of a year", books=len(ours), verbs=len(RUN), ran=0)


@whole_set
def test_どの文字も_そのまま読める(nasty: Office) -> None:
    """Read by another program: no text is cut, and none is what it is an escape of."""
    seen: set[str] = set()
    for book in books(nasty).values():
        opened = openpyxl.load_workbook(io.BytesIO(book))
        for sheet in opened:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and NAME in cell.value and cell.data_type == "s":
                        seen.update(one for one in DANGEROUS if cell.value.startswith(one))
    assert seen, "the names are on sheets"


def texts_of(path: Path) -> Iterator[str]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.suffix == ".xlsx":
            yield from (text for _, text in parts(file.read_bytes()))
        elif file.is_file():
            yield file.read_bytes().decode("utf-8", "replace")


@whole_set
@pytest.mark.parametrize("leaving", [one for one, verb in LEAVES_HR.items() if verb in RUN])
def test_人事を出るものに_氏名はない(nasty: Office, leaving: str) -> None:
    texts = list(texts_of(nasty.folder / leaving))
    assert texts
    assert not [text for text in texts if NAME in text]
    assert not [text for text in texts if "00123" in text]


@whole_set
def test_操作記録に_氏名も職員番号もない(nasty: Office) -> None:
    (journal,) = (nasty.folder / "backup").glob("*.journal.jsonl")
    text = journal.read_text("utf-8")
    assert text.count("\n") > 3
    assert NAME not in text
    assert "00123" not in text
    assert "\\u7adc" not in text, "not escaped, either"


@whole_set
def test_CSVの危ない文字には印が付き_戻すと元のまま(nasty: Office) -> None:
    folder = nasty.folder / "表"
    cells = [
        cell
        for file in sorted(folder.glob("*.csv"))
        for row in csv.reader(io.StringIO(file.read_text("utf-8-sig")))
        for cell in row
        if any(unguarded(cell).startswith(one) for one in DANGEROUS)
    ]
    assert len(cells) > 20
    assert not [cell for cell in cells if STARTS.match(cell) and not cell.startswith("'")]


CONTROLS: dict[str, Callable[[str], str]] = {
    "制御文字": lambda text: text.replace("乙山", "乙\x01山"),
    "縦タブ": lambda text: text.replace("乙山", "乙\x0b山"),
    "片割れ": lambda text: text.replace("乙山", "乙\ufffe山"),
    "右から左": lambda text: text.replace("乙山", "乙\u202e山"),
}


@pytest.mark.parametrize("control", CONTROLS)
def test_制御文字のある一覧は_断るか除くかして_開けるブックを残す(
    control: str, tmp_path: Path
) -> None:
    office = office_in(tmp_path)
    (tmp_path / "職員.csv").write_text(CONTROLS[control](PEOPLE["staff"]), "utf-8")
    office.run("load", office.ledger, "staff", tmp_path / "職員.csv", expect=(0, 1, 2))
    openpyxl.load_workbook(office.ledger)
    assert read_ledger(office.ledger.read_bytes(), "台帳.xlsx").tables["staff"].shape[0] == 4
    for _, text in parts(office.ledger.read_bytes()):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)
