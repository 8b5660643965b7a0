"""What reaches a person is Japanese, true, and says the next step: catalogue and commands."""

import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from ledger import cli_options
from ledger.cli import app
from ledger.judge.consistency.findings import check
from ledger.layout import ledger
from ledger.layout.frames import frame, replaced
from ledger.layout.policy import policy_of
from ledger.model.catalogue import CATALOGUE
from ledger.model.plain_words import plainly
from ledger.model.unknown_words import code_remedy
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from ledger.store.keys import issue_key
from ledger.trust.seal import Issued, key_id, seal
from small_office import Office, consolidate, office_in, report_of

# every sentence of the catalogue

NAMES = {
    *("Excel", "CSV", "UTF", "CP", "Shift_JIS", "Windows", "Python", "PC", "Step", "OneDrive"),
    *("SharePoint", "Office", "Strict", "Open", "XML", "DOCTYPE", "Parquet", "pyarrow", "NUL"),
    *("IRM", "REF", "zip", "xls", "xlsb", "xlsx", "backup", "talent", "ledger", "make"),
    *("DX", "LOGO", "RPA", "Dask", "distributed"),
}
"""Proper names and endings that Japanese writes in Latin letters."""
TYPED = {
    *get_command(app).commands,  # type: ignore[attr-defined]  # a group has its commands
    *(
        "correct",
        "discard",
        "doctor",
        "encoding",
        "force",
        "format",
        "help",
        "import",
        "install",
        "new",
        "sheet",
        "passphrase",
        "file",
        "LEDGER_KEY_FILE",
        "MB",
        "append",
        "name",
        "on",
        "phase",
        "public",
        "replace",
        "staff",
        "year",
        "upsert",
        "NO",
    ),
    *("cluster", "dask", "engine", "pip", "scheduler", "tcp", "tls"),
}
"""Verbs and options as one types them."""
_WORD = re.compile(r"[A-Za-z_]{2,}")


def sentences() -> Iterator[tuple[str, str]]:
    for code, entry in CATALOGUE.items():
        for text in (entry.title, entry.what, entry.remedy):
            yield code, "".join(part for part, *_ in string.Formatter().parse(text))


def test_一覧のどの文にも_英語の名前や内部の名前がない() -> None:
    odd = {
        (code, word)
        for code, text in sentences()
        for word in _WORD.findall(text)
        if word not in NAMES | TYPED
    }
    assert odd == set()
    assert not [code for code, text in sentences() if "\\u" in text or "\u3000" in text]


ERRORS = {
    "プログラムの中の誤り": (ZeroDivisionError("a bug"), "プログラムの中の誤り"),
    "ディスク": (OSError(28, "full"), "ファイルの読み書き"),
    "つかまれたファイル": (PermissionError(13, "held"), "読み書きの権限"),
    "メモリ": (MemoryError(), "メモリ不足"),
    "Ctrl+C": (KeyboardInterrupt(), "中止"),
}


@pytest.mark.parametrize(("error", "said"), ERRORS.values(), ids=ERRORS)
def test_誤りの種類は_日本語で言う(error: BaseException, said: str) -> None:
    assert plainly(error).startswith(said)
    assert not _WORD.findall(plainly(error))


# what commands print


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with one report in the inbox, and a form that cannot be read."""
    return report_of(office_in(tmp_path_factory.mktemp("words")))


def said(office: Office, *arguments: object) -> str:
    """Run a command as one types it, and return what it says, without paths and codes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli_options, "now", lambda: office.now)
        result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code in {0, 1, 2}, repr(result.exception)
    return re.sub(r"\[[a-z0-9-]+\]", "", result.output.replace(str(office.folder), ""))


COMMANDS: dict[str, Callable[[Office], tuple[object, ...]]] = {
    "status": lambda o: (o.ledger,),
    "check": lambda o: (o.ledger,),
    "remind": lambda o: (o.ledger,),
    "explain": lambda o: (o.ledger, "00123"),
    "load": lambda o: (o.ledger, "attendances", o.folder / "名簿.csv"),
    "collect": lambda o: (o.ledger, "--from", o.folder / "提出", "--to", o.folder / "確認"),
    "consolidate": lambda o: (o.ledger, "--from", o.folder / "提出"),
    "report": lambda o: (o.ledger, o.folder / "r.xlsx"),
}
KEYS = frozenset(table.key for table in ledger.TABLES) - {"steps"}


@pytest.mark.parametrize("verb", COMMANDS)
def test_コマンドの言うことに_内部の名前が出ない(lived: Office, verb: str) -> None:
    text = said(lived, verb, *COMMANDS[verb](lived))
    assert text
    assert not re.findall(r"[A-Za-z]+(?:Error|Exception|Warning)\b", text)
    assert "\\u" not in text
    assert not [word for word in _WORD.findall(text) if word in KEYS]


# confirmers


def test_自分のほかに確認する人がいない人を_配る前に言う(lived: Office, tmp_path: Path) -> None:
    own = Office(tmp_path)
    own.ledger.write_bytes(lived.ledger.read_bytes())
    heads = [row for row in own.table("heads") if row["kind"] != "人事指定"]
    source = tmp_path / "所属長.csv"
    source.write_text(
        "所属コード,職員番号,区分,開始日\n"
        + "".join(f"{r['section_code']},{r['staff_no']},{r['kind']},2024-04-01\n" for r in heads),
        "utf-8",
    )
    own.run("load", own.ledger, "heads", source, "--replace")
    for arguments in (("check", own.ledger), ("issue", own.ledger, tmp_path / "配布", "--again")):
        (found,) = (
            one for one in own.run(*arguments)["found"] if one["code"] == "confirmer-missing"
        )
        assert "00900 部野 長" in found["what"]
        for word in ("シート「所属長」", "所属コード「0100」", "「人事指定」", "開始日"):
            assert word in found["remedy"]


VACANT: dict[str, tuple[Callable[[dict[str, object]], bool], list[str]]] = {
    "みないる": (lambda _: True, []),
    "部長の人事指定がない": (lambda r: r["kind"] != "人事指定", ["00900"]),
    "課長がいなければ部長が確認する": (
        lambda r: r["kind"] == "人事指定" or r["section_code"] == "0100",
        [],
    ),
    "だれも入力していない": (lambda _: False, ["4名"]),
}


@pytest.mark.parametrize(("stays", "named"), VACANT.values(), ids=VACANT)
def test_確認する人のいない人だけを言う(
    lived: Office, stays: Callable[[dict[str, object]], bool], named: list[str]
) -> None:
    table = ledger.BY_KEY["heads"]
    from ledger.read.ledger_book import read_ledger  # noqa: PLC0415 - only here

    tables = read_ledger(lived.ledger.read_bytes(), "x").tables
    heads = [row for row in lived.table("heads") if stays(row)]
    changed = replaced(tables, {"heads": frame(table, heads)})
    policy, _ = policy_of(changed)
    found = [p for p in check(policy, changed) if p.code == "confirmer-missing"]
    assert [p.what.split()[0] for p in found] == named


# the empty ledger


def test_空の台帳の点検は_はじめにすることを言う(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run("init", office.ledger, "--year", 2025, "--org", "架空町")
    for verb in ("check", "issue"):
        text = said(office, verb, office.ledger, *([tmp_path / "配布"] if verb == "issue" else []))
        assert "職員がまだいません。はじめに、所属・職員・所属履歴・所属長" in text
        assert "誤りは見つかりませんでした" not in text
        assert "申告書を配れます" not in text
        assert "ボタン: 名簿取込" in text


# unknown codes


UNKNOWN = {
    "研修の名前": ("研修", "BPR研修(GovTech)", "シート「研修別名」"),
    "研修の名前(カタカナ)": ("研修", "リテラシー", "シート「研修別名」"),
    "研修のコード": ("研修", "T99", "コードを直すか、シート「研修」"),
    "ツールの名前": ("ツール", "キントーン", "コードを直すか、シート「ツール」"),
}


@pytest.mark.parametrize(("table", "value", "begins"), UNKNOWN.values(), ids=UNKNOWN)
def test_知らないコードは_次にすることを言う(table: str, value: str, begins: str) -> None:
    remedy = code_remedy(table, value)
    assert remedy.startswith(begins)
    assert (value in remedy) is ("研修別名" in begins)


# refused files


@pytest.fixture
def refused(lived: Office, tmp_path: Path) -> Office:
    """The office where 丙川's file lies in the inbox, torn."""
    own = Office(tmp_path)
    own.ledger.write_bytes(lived.ledger.read_bytes())
    inbox = tmp_path / "提出"
    for folder in (inbox, tmp_path / "確認"):
        folder.mkdir()
    for form in (lived.folder / "提出").glob("*.xlsx"):
        (inbox / form.name).write_bytes(form.read_bytes())
    (form,) = (lived.folder / "配布").rglob("*00124*.xlsx")
    (inbox / form.name).write_bytes(form.read_bytes()[:3000])
    return own


def test_壊れたファイルの人は_集約の後_どこでも未提出と言われない(refused: Office) -> None:
    consolidate(refused)
    row = next(r for r in refused.table("reports") if r["staff_no"] == "00124")
    assert (row["state"], row["arrival_state"]) == ("不備", None)
    assert "壊れて" in str(row["return_reason"])
    text = said(refused, "remind", refused.ledger)
    (line,) = (one for one in text.splitlines() if "00124" in one)
    assert line.startswith("・00124 丙川 三郎(不備) — ")
    assert "もう一度" in line
    counts = refused.run("status", refused.ledger)
    waiting = [r["staff_no"] for r in refused.table("reports") if r["state"] == "未提出"]
    assert "00124" not in waiting
    assert counts["未提出(年度末)"] == len(waiting)
    assert counts["差戻し(年度末)"] == 1


def test_取り除かれたら_未提出に戻る(refused: Office) -> None:
    consolidate(refused)
    (torn,) = (refused.folder / "提出").glob("*00124*")
    torn.unlink()
    consolidate(refused)
    row = next(r for r in refused.table("reports") if r["staff_no"] == "00124")
    assert (row["state"], row["return_reason"]) == ("未提出", None)


# another PC's key


def issued_elsewhere(office: Office, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a copy of the ledger have given out the same numbers on another PC; sit down there."""
    path = office.folder / "別のPC.key"
    monkeypatch.setenv("LEDGER_KEY_FILE", str(path))
    key, data = issue_key(), office.ledger.read_bytes()
    tables = read_ledger(data, office.ledger.name).tables
    columns = ("issue_no", "staff_no", "phase", "form_version")
    rows = zip(*(tables["issues"][one] for one in columns), strict=True)
    seals = [seal(key, Issued(no, staff, 2025, phase, form)) for no, staff, phase, form in rows]
    issues = tables["issues"].assign(seal=seals, key_no=key_id(key))
    office.ledger.write_bytes(splice(data, {"issues": issues}, tables))
    return path


def test_鍵が違えば_一度だけ_鍵のことを言う(
    lived: Office, refused: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (torn,) = (refused.folder / "提出").glob("*00124*")
    (whole,) = (lived.folder / "配布").rglob("*00124*.xlsx")
    torn.write_bytes(whole.read_bytes())
    key = issued_elsewhere(refused, monkeypatch)
    before = refused.ledger.read_bytes()
    told = refused.run(
        "consolidate", refused.ledger, "--from", refused.folder / "提出", expect=(2,)
    )["refused"]
    assert told["code"] == "key-differs"
    assert "2 件すべて" in told["what"]
    assert str(key) in told["remedy"]
    assert refused.ledger.read_bytes() == before


def test_1通だけの封印なら_その申告書のことを言う(
    refused: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued_elsewhere(refused, monkeypatch)
    codes = [one["code"] for one in consolidate(refused)["found"]]
    assert codes.count("seal-broken") == 1
    assert "key-differs" not in codes


def test_今日やることのコマンドは_表を日本語の名前で呼ぶ(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run("init", office.ledger, "--year", 2025, "--org", "架空町")
    typed = [str(row["command"] or "") for row in office.table("today")]
    assert "talent-ledger load 台帳 職員 職員.csv" in typed
    assert not [word for line in typed for word in _WORD.findall(line) if word in KEYS]
