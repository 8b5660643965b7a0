"""xlwings' module as the add-in carries it: one tracked text, and what differs from upstream."""

import re
from itertools import pairwise

import pytest

from addin import click
from addin.shell_stage import EVIL, HOME, PYTHON, started
from ledger.addin.ribbon_controls import messages
from ledger.addin.tracked_files import CHECKOUT
from ledger.addin.vba_project import upstream_module
from ledger.addin.xlwings_module import DIFFERENCE, TEXT, difference, tracked

UPSTREAM = upstream_module().replace("\r\n", "\n")
OURS = tracked()
REASONS = (CHECKOUT.parent / "docs/decisions/0005-xlwings-module-as-text.md").read_text("utf-8")
PROCEDURE = re.compile(r"(?m)^(?:Public |Private )?(?:Function|Sub) (\w+)")
HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


def taken_back(text: str, diff: str) -> str:
    """Return what a text was before a unified diff, read without the program that wrote it."""
    lines, old, at = text.splitlines(), list[str](), 0
    for line in diff.splitlines()[2:]:
        if found := HUNK.match(line):
            start = int(found[2]) - 1
            old += lines[at:start]
            at = start
            assert len(old) == int(found[1]) - 1
            continue
        if line[0] != "-":
            assert lines[at] == line[1:]
            at += 1
        if line[0] != "+":
            old.append(line[1:])
    return "".join(f"{line}\n" for line in old + lines[at:])


def test_アドインにあるのは_読める文字で置いた文面そのもの() -> None:
    assert click.module("xlwings") == OURS.replace("\n", "\r\n")
    assert OURS.startswith('Attribute VB_Name = "xlwings"\n')
    assert "\r" not in OURS
    assert OURS.isascii()


def test_差分は_2つの文面の差分そのもの() -> None:
    kept = (CHECKOUT / DIFFERENCE).read_text("ascii")
    assert kept == difference(UPSTREAM, OURS), "run `make addin`"
    assert taken_back(OURS, kept) == UPSTREAM


def test_文面を1行変えると_差分は古くなる() -> None:
    changed = OURS.replace(" -E -P -B ", " -B ")
    assert changed != OURS
    assert difference(UPSTREAM, changed) != (CHECKOUT / DIFFERENCE).read_text("ascii")


def test_行末の違いは_文面の違いではない() -> None:
    assert difference(UPSTREAM.replace("\n", "\r\n"), OURS) == difference(UPSTREAM, OURS)


@pytest.mark.parametrize(
    "changed",
    [
        UPSTREAM + "Public Sub More()\nEnd Sub\n",
        UPSTREAM.replace("On Error Resume Next\n", "", 1),
        UPSTREAM.replace("WaitOnReturn", "waitOnReturn", 1),
        UPSTREAM + "\n",
    ],
    ids=["手続きが増えた", "行が減った", "1文字変わった", "空行が増えた"],
)
def test_読んでいない上流からは_差分を作らない(changed: str) -> None:
    assert changed != UPSTREAM
    with pytest.raises(ValueError, match=r"has changed.*REVIEWED"):
        difference(changed, OURS)


def test_消した手続きも加えた手続きも_理由の表にある() -> None:
    before, after = set(PROCEDURE.findall(UPSTREAM)), set(PROCEDURE.findall(OURS))
    assert len(before - after) > 20
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", REASONS))))
    assert before ^ after <= named
    assert TEXT in REASONS


def test_上流の著作権と免責の表示が_頭に残っている() -> None:
    notice = [
        line for line in UPSTREAM.split("\n'Attribute VB_Name")[0].splitlines() if line[:1] == "'"
    ]
    assert any("Copyright (C)" in line for line in notice)
    assert len(notice) > 25
    head = OURS.split("\n'Attribute VB_Name")[0].splitlines()
    assert [line for line in notice if line not in head] == []
    assert "'Changed for talent-ledger: " in OURS


def test_外から呼べるのは_リボンの動詞を受ける手続き1つだけ() -> None:
    kinds = re.findall(r"(?m)^((?:Public |Private |)(?:Function|Sub)) (\w+)", OURS)
    assert [name for kind, name in kinds if not kind.startswith("Private ")] == ["RunPython"]
    assert ("Public Sub", "RunPython") in kinds
    constants = re.findall(r"(?m)^(?:Public|Global) (?!Sub|Function)(?:Const )?(\w+)", OURS)
    assert constants == ["XLWINGS_VERSION"]


@pytest.mark.parametrize(
    ("written", "there", "key"),
    [
        ("", "", "interpreter-unset"),
        ("python", "python", "interpreter-missing"),
        ("python.exe", "python.exe", "interpreter-missing"),
        (r"C:\Python\ない.exe", "", "interpreter-missing"),
    ],
    ids=[
        "書かれていない",
        "名前だけ",
        "名前だけで同じ名前のファイルが今のフォルダにある",
        "ファイルがない",
    ],
)
def test_書かれた場所にあるPythonのほかは_始めず何をするかを言う(
    written: str, there: str, key: str
) -> None:
    setting = {"INTERPRETER_WIN": written} if written else {}
    files = {rf"{HOME}\.talent-ledger\talent-ledger.conf": setting, there: {}}
    run = started(OURS, click.ADDIN, None, files)
    assert run.commands == ()
    assert run.dialogs == (messages()[key],)


@pytest.mark.parametrize(
    ("own", "begun"),
    [(("INTERPRETER_WIN", EVIL), EVIL), (("PRODUCT", "talent-ledger"), PYTHON)],
    ids=["自分のシートにあればそれ", "なければ本人のファイル"],
)
def test_設定は_アドイン自身のシート_本人のファイルの順(own: tuple[str, str], begun: str) -> None:
    files = {rf"{HOME}\.talent-ledger\talent-ledger.conf": {"INTERPRETER_WIN": PYTHON}}
    run = started(OURS, click.ADDIN, None, files, own=own)
    assert run.interpreter == begun
    assert run.commands[-1] == rf"{HOME}\Temp\talent-ledger-0.log", "the log, in %TEMP%"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"\bDeclare\b", "Windowsのライブラリを直接呼ばない"),
        (r"(?m)^\s*#(?:If|Else|End|Const)\b", "ほかの環境のための枝を残さない"),
        (r"\bActive(?:Workbook|Sheet)\b", "前に開いているブックを読まない"),
        (r"(?<![.\w])(?:Range|Cells|Sheets|Worksheets)\(", "前にあるシートのセルを読まない"),
        (r"(?i)\b(?:cmd|powershell)(?:\.exe)?\b", "シェルを起動しない"),
        (r"\.Add\b(?! UCase)", "人のブックにシートや名前を足さない"),
        (r"For (?:Output|Append|Binary)\b", "VBAからファイルに書かない"),
        (r"SHOW.CONSOLE|TEMP DIR|PYTHONPATH|CONDA|LICENSE_KEY", "動きを変える設定を読まない"),
    ],
)
def test_ひな形にあって_ここにはない(pattern: str, why: str) -> None:
    code = re.sub(r"(?m)^\s*'.*$", "", OURS)
    assert re.search(pattern, re.sub(r"(?m)^\s*'.*$", "", UPSTREAM)), "nothing to take away"
    assert not re.search(pattern, code), why


def test_残したのは_クリックに要るものだけ() -> None:
    assert sorted(PROCEDURE.findall(OURS)) == [
        *("CreateGUID", "ExecuteWindows", "ExpandEnvironmentStrings", "FileExists"),
        *("FileExistsOnWindows", "GetConfig", "GetConfigFilePath", "GetConfigFromFile"),
        *("GetConfigFromSheet", "IsRibbonCommand", "ParentFolder", "ReadFile", "RunHidden"),
        *("RunPython", "SheetExists", "ShowError", "WScript"),
    ]


def test_どの手続きも_閉じてから次が始まる() -> None:
    marks = re.findall(r"(?m)^(?:(?:Public |Private )(Function|Sub) |End (Function|Sub)$)", OURS)
    kinds = [("open", start) if start else ("end", end) for start, end in marks]
    assert len(kinds) == 34
    for (first, kind), (second, closing) in pairwise(kinds):
        assert first != second
        if first == "open":
            assert kind == closing
