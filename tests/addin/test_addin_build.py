"""The built add-in: what the texts give, the same each time, nobody's name in it."""

import io
import re
import runpy
import zipfile
from collections.abc import Callable, Mapping

import olefile
import pytest
from oletools.olevba import VBA_Parser
from openxml_audit import FileFormat, OpenXmlValidator
from pyopenvba import ExcelFile

from addin import click
from ledger.addin import vba_project, xlam
from ledger.addin.ribbon_controls import sheet_texts
from ledger.addin.tracked_files import CHECKOUT, FILE, NAME, SETTINGS_SHEET, VBA_PROJECT

FILES: Mapping[str, Callable[[], bytes]] = runpy.run_path(str(CHECKOUT / "build.py"))["FILES"]
MODULES = ("RibbonLedger", "ThisWorkbook", "xlwings")


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package, uncompressed, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def streams(package: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the streams of the VBA project by their path."""
    store = olefile.OleFileIO(io.BytesIO(package[vba_project.PART]))
    return {"/".join(path): store.openstream(path).read() for path in store.listdir()}


@pytest.fixture(scope="module")
def tracked() -> bytes:
    return (CHECKOUT / FILE).read_bytes()


@pytest.fixture(scope="module")
def fresh() -> bytes:
    return xlam.built()


def test_the_tracked_addin_is_what_the_texts_give(tracked: bytes, fresh: bytes) -> None:
    kept, made = parts(tracked), parts(fresh)
    assert list(kept) == list(made), "run `make addin`"
    assert [name for name in made if kept[name] != made[name]] == [], "run `make addin`"


@pytest.mark.parametrize("name", [name for name in FILES if name != FILE])
def test_a_tracked_page_beside_it_is_fresh(name: str) -> None:
    assert (CHECKOUT / name).read_bytes() == FILES[name](), "run `make addin`"


def test_building_twice_gives_the_same_bytes(fresh: bytes) -> None:
    assert xlam.built() == fresh


def test_the_package_passes_the_audit() -> None:
    for version in (FileFormat.OFFICE_2016, FileFormat.OFFICE_2019):
        found = OpenXmlValidator(file_format=version).validate(CHECKOUT / FILE)
        assert [str(error) for error in found.errors] == []


def test_the_vba_project_is_whole() -> None:
    with ExcelFile(CHECKOUT / FILE) as book:
        assert book.validate() == []
        assert set(book.module_names()) == {*MODULES, "Sheet2"}


def test_nobodys_name_and_no_path_of_theirs_is_left(tracked: bytes) -> None:
    package = parts(tracked)
    texts = {**package, **streams(package)}
    texts["modules"] = "".join(map(click.module, MODULES)).encode()
    for name, data in texts.items():
        for word in ("felix", "zumstein", "myaddin", "absPath", "C:\\Users"):
            for encoding in ("ascii", "utf-16-le"):
                pattern = re.escape(word.encode(encoding))
                assert not re.search(pattern, data, re.IGNORECASE), f"{name}: {word}"


def test_the_project_has_its_own_name_in_all_places(tracked: bytes) -> None:
    package = parts(tracked)
    assert f'PROJECT_NAME As String = "{NAME}"' in click.module("xlwings")
    assert f'name="{SETTINGS_SHEET}"'.encode() in package["xl/workbook.xml"]
    with ExcelFile(CHECKOUT / FILE) as book:
        assert book.vba_project().name == VBA_PROJECT
    assert f'Name="{VBA_PROJECT}"'.encode() in streams(package)["PROJECT"]
    assert b"RibbonLedger.OnPress" in package[xlam.CUSTOM_UI_PART]


def test_the_ribbon_part_is_found_as_excel_2010_does(tracked: bytes) -> None:
    relations = parts(tracked)["_rels/.rels"].decode()
    found = re.findall(r'<Relationship [^>]*Target="customUI/customUI14.xml"[^>]*>', relations)
    assert len(found) == 1
    assert "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" in found[0]


@pytest.mark.parametrize("name", ["RibbonLedger.bas", "ThisWorkbook.cls"])
def test_our_vba_is_ascii_and_arrives_whole(name: str) -> None:
    source = (CHECKOUT / "vba" / name).read_bytes().decode("ascii")
    carried = click.module(name.partition(".")[0]).replace("\r\n", "\n")
    assert carried.strip().endswith(source.strip())


def test_olevba_reads_our_code_back_and_nothing_starts_by_itself(tracked: bytes) -> None:
    parser = VBA_Parser(FILE, data=tracked)
    code = {name: text for _, _, name, text in parser.extract_macros()}
    findings = parser.analyze_macros()
    parser.close()
    for name in MODULES:
        read = next(text for key, text in code.items() if key.partition(".")[0] == name)
        assert read.split() == click.module(name).split()
        assert "?" not in re.sub(r"(?m)'.*$", "", read), "a character was lost"
    assert [found for found in findings if found[0] == "AutoExec"] == []


def test_every_text_stands_on_the_addins_own_sheet() -> None:
    app = click.excel()
    for key, text in sheet_texts().items():
        assert (app.run("RibbonLedger.LedgerText", key) or "") == text


def test_the_notice_of_others_names_what_is_in_it() -> None:
    text = (CHECKOUT / "THIRD_PARTY.txt").read_text("utf-8")
    for word in ("xlwings 0.37.8", "BSD-3-Clause", "Copyright (C)", "Zoomer Analytics"):
        assert word in text
