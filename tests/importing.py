"""A town whose HR has one export of its personnel system, and what HR types between commands."""

import datetime as dt
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl

from small_office import Office

NOW = dt.datetime(2026, 11, 26, 9)  # noqa: DTZ001 - the ledger keeps local time

HEADERS = (
    "職員番号,漢字氏名,カナ氏名,所属コード,所属名称,役職名,任用形態,採用年月日,退職年月日,"
    "休職区分,休職開始日,休職終了日,生年月日"
)
PEOPLE = (
    "000101,山田 太郎,ヤマダ タロウ,0100,総務部,部長,正規職員,1990/04/01,,,,,1967/05/01",
    "000102,佐藤 花子,サトウ ハナコ,0110,総務課,課長,正規職員,1995/04/01,,,,,1972/05/01",
    "000103,鈴木 一郎,スズキ イチロウ,0110,総務課,主査,正規職員,2005/04/01,,,,,1980/05/01",
    "000104,高橋 次郎,タカハシ ジロウ,0110,総務課,主事,正規職員,2018/04/01,,,,,1995/05/01",
    "000105,田中 三奈,タナカ ミナ,0120,税務課,課長,正規職員,1996/04/01,,,,,1973/05/01",
    "000106,伊藤 四郎,イトウ シロウ,0120,税務課,主査,正規職員,2006/04/01,,,,,1981/05/01",
    "000107,渡辺 五月,ワタナベ サツキ,0120,税務課,主事,正規職員,2019/04/01,,育児休業,2026/05/01,,",
    "000108,中村 六花,ナカムラ リッカ,0200,市民部,部長,正規職員,1991/04/01,,,,,1968/05/01",
    "000109,小林 七海,コバヤシ ナナミ,0210,市民課,課長,正規職員,1997/04/01,,,,,1974/05/01",
    "000110,加藤 八郎,カトウ ハチロウ,0210,市民課,主事,会計年度任用職員(パート),2026/04/01,,,,,",
    "000111,吉田 九美,ヨシダ クミ,0210,市民課,技師,再任用短時間,2020/04/01,,,,,1960/05/01",
    "000112,山本 十和,ヤマモト トワ,0210,市民課,主事,正規職員,2021/04/01,2026/09/30,,,,1998/05/01",
)
"""12 people: 部長 2, 課長 3, 主査 2, 主事 4, 技師 1; one on leave, one who left on 9/30."""


def export_of(*people: str, headers: str = HEADERS) -> str:
    return "\n".join((headers, *(people or PEOPLE), ""))


def new_office(folder: Path) -> Office:
    """Give an office with an empty ledger: a copy of the one that was made for this run."""
    office = Office(folder, NOW)
    folder.mkdir(parents=True, exist_ok=True)
    office.ledger.write_bytes(_new_ledger())
    return office


@cache
def _new_ledger() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), NOW)
        office.run("init", office.ledger, "--year", 2026, "--org", "架空町", expect=(0,))
        assert [path.name for path in office.folder.iterdir()] == [office.ledger.name]
        return office.ledger.read_bytes()


def put(office: Office, name: str, text: str, encoding: str = "cp932") -> Path:
    path = office.folder / name
    path.write_bytes(text.encode(encoding))
    return path


def filled(office: Office, words: Mapping[str, str]) -> int:
    """Type into the blank cells of 取込値, as HR does; return how many there were."""
    book = openpyxl.load_workbook(office.ledger)
    count = 0
    for _, _, source, value in book["取込値"].iter_rows(min_row=2, max_col=4):
        if source.value and value.value is None:
            value.value = words[str(source.value)]
            count += 1
    book.save(office.ledger)
    return count


def typed(office: Office, sheet: str, cells: Mapping[str, str]) -> None:
    """Type into cells of a sheet."""
    book = openpyxl.load_workbook(office.ledger)
    for at, text in cells.items():
        book[sheet][at] = text
    book.save(office.ledger)
