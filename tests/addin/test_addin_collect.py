"""What a pilot PC showed, in one file: the answers as given, and nobody's name, number or path."""

import io
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from typer.testing import CliRunner

import acceptance
from addin.test_addin_doctor import FakePc
from ledger.addin import office_policy as policy
from ledger.addin.pilot_facts import OTHER, FolderKind, kind_of_folder
from ledger.addin.probe import Machine, RegistryValue
from ledger.addin.user_files import INTERPRETER, UserFiles
from ledger.cli import app
from ledger.commands.addin_collect import (
    UNTOUCHED,
    PilotWish,
    blank_sheet,
    carried_steps,
    plan as collected,
)
from ledger.layout.acceptance import ANSWER, NOTE, SHEET, TITLE, StepAnswer
from ledger.model.problems import Refusal

STEPS = carried_steps()
(BLANK,) = blank_sheet(Path("実機確認表.xlsx")).files.values()
FIRST_ROW = 7
PERSONAL = (
    *("山田太郎", "ﾔﾏﾀﾞ ﾀﾛｳ", "yamada-t", "YAMADA", "0001045", "00123456", "HQ-PC-0123"),
    *(r"C:\Users\yamada-t\Documents", r"\\fs01\人事課\台帳", "架空市総務部人事課", "t.yamada@city"),
)
"""What must never get out: names, numbers, machines, places."""


def sheet(folder: Path, answers: Mapping[int, tuple[str, str]]) -> Path:
    """Return 実機確認表 with results and remarks by the number of the step."""
    path = folder / "実機確認表.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(BLANK))
    for number, (answer, remark) in answers.items():
        row = FIRST_ROW + number - 1
        book[SHEET].cell(row, ANSWER + 1, answer)
        book[SHEET].cell(row, NOTE + 1, remark)
    book.save(path)
    return path


def text_of(wish: PilotWish, probe: FakePc | None = None, user: UserFiles | None = None) -> str:
    """Return the file that would be written."""
    made = collected(probe or Machine(), user, wish).files[wish.target]
    return made.decode("utf-8-sig")


def line_of(text: str, number: int) -> str:
    """Return what is told of a step."""
    (line,) = re.findall(rf"^{number}\. (?!気づいた).* = (\S*)\r?$", text, re.MULTILINE)
    return str(line)


def test_載せている手順は_手で書いた表と同じ() -> None:
    assert acceptance.CARRIED.read_text("utf-8") == acceptance.carried(), "run `make docs`"
    heads = re.findall(r"^## (\d+)\. (.+)$", acceptance.PAGE.read_text("utf-8"), re.MULTILINE)
    assert [(str(step.number), step.title) for step in STEPS] == heads
    assert all(step.todo and step.expected for step in STEPS)


def test_選んだ結果が_手順ごとにそのまま入る(tmp_path: Path) -> None:
    answers = {1: ("できた", ""), 2: ("違った", "窓が2つ"), 5: ("試していない", "")}
    text = text_of(PilotWish(tmp_path / "結果.txt", sheet(tmp_path, answers)))
    found = {number: line_of(text, number) for number in range(1, 7)}
    blank = dict.fromkeys((3, 4, 6), UNTOUCHED)
    assert found == {1: "できた", 2: "違った", 5: "試していない", **blank}
    assert "窓が2つ" not in text
    assert "2. 気づいたこと = あり(集めていません)" in text
    assert "1. 気づいたこと" not in text


def test_数は_画面にも出る(tmp_path: Path) -> None:
    answers = {1: ("できた", ""), 2: ("違った", ""), 3: ("できた", "")}
    said = collected(Machine(), None, PilotWish(tmp_path / "a.txt", sheet(tmp_path, answers)))
    told = f"できた 2、違った 1、試していない 0、空欄 {len(STEPS) - 3}"
    assert told in "".join(said.summary)
    assert "メモ帳で開いて読んで" in said.next_step


def test_気づいたことは_頼んだときだけ入り_入っているとはじめに言う(tmp_path: Path) -> None:
    path = sheet(tmp_path, {2: ("違った", "山田さんのPCで\n[規則]\nVBAOff = 0")})
    text = text_of(PilotWish(tmp_path / "結果.txt", path, remarks=True))
    assert "2. 気づいたこと = 山田さんのPCで ／ [規則] ／ VBAOff = 0\r\n" in text
    assert "「気づいたこと」のほかには、氏名" in text.split("[プログラム]")[0]


def test_選択肢にない結果と_この版にない手順は_集めずに行を言う(tmp_path: Path) -> None:
    path = sheet(tmp_path, {1: ("だいたいできた", ""), 3: ("できた", "")})
    book = openpyxl.load_workbook(path)
    book[SHEET].cell(FIRST_ROW + 2, TITLE + 1, "前の版の手順")
    book.save(path)
    made = collected(Machine(), None, PilotWish(tmp_path / "結果.txt", path))
    (problem,) = made.problems
    assert problem.code == "pilot-sheet-odd"
    assert "2行は、" in str(problem)
    assert f"({FIRST_ROW}行、{FIRST_ROW + 2}行)" in str(problem)
    text = made.files[tmp_path / "結果.txt"].decode("utf-8-sig")
    assert (line_of(text, 1), line_of(text, 3)) == (UNTOUCHED, UNTOUCHED)
    assert "前の版の手順" not in text


@pytest.mark.parametrize("made", ["別のブック", "文字のファイル", "ない"])
def test_ほかのファイルは断り_何も書かない(tmp_path: Path, made: str) -> None:
    path = tmp_path / "表.xlsx"
    if made == "別のブック":
        openpyxl.Workbook().save(path)
    elif made == "文字のファイル":
        path.write_text("番号,結果", "utf-8")
    done = CliRunner().invoke(
        app, ["addin", "doctor", "--collect", str(tmp_path / "結果.txt"), "--sheet", str(path)]
    )
    assert done.exit_code == 2
    assert not (tmp_path / "結果.txt").exists()


def test_今あるファイルには書かず_終わりの違う名前にも書かない(tmp_path: Path) -> None:
    (tmp_path / "結果.txt").write_text("前の結果", "utf-8")
    for name, code in (("結果.txt", "file-exists"), ("結果.xlsx", "ending-wrong")):
        with pytest.raises(Refusal) as refused:
            collected(Machine(), None, PilotWish(tmp_path / name))
        assert refused.value.problem.code == code


def test_記入した表は_作り直しで消えない(tmp_path: Path) -> None:
    path = sheet(tmp_path, {1: ("できた", "")})
    before = path.read_bytes()
    done = CliRunner().invoke(app, ["addin", "doctor", "--new-sheet", str(path)])
    assert done.exit_code == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ["--sheet", "表.xlsx"],
        ["--with-remarks"],
        ["--new-sheet", "表.xlsx", "--collect", "結果.txt"],
        ["--bundle", ".", "--collect", "結果.txt"],
    ],
)
def test_一緒に使えない指定は断る(words: list[str]) -> None:
    assert CliRunner().invoke(app, ["addin", "doctor", *words]).exit_code == 2


@pytest.mark.parametrize(
    ("path", "remote", "kind"),
    [
        (r"C:\Users\yamada\AppData\x.xlam", False, FolderKind.LOCAL),
        (r"H:\人事\x.xlsx", True, FolderKind.MAPPED),
        (r"\\fs01\home\x.xlam", True, FolderKind.SHARE),
        (r"C:\Users\yamada\OneDrive - 架空市\x.xlsx", False, FolderKind.CLOUD),
    ],
)
def test_場所は_種類だけになる(path: str, *, remote: bool, kind: FolderKind) -> None:
    assert kind_of_folder(Path(path), remote=remote) is kind


def windows_pc(user: UserFiles) -> FakePc:
    """Return a PC of which everything can be told."""
    nt = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
    return FakePc(
        {
            nt: {
                "CurrentBuild": "22631",
                "UBR": 4460,
                "DisplayVersion": "23H2",
                "EditionID": "Enterprise",
                "RegisteredOwner": PERSONAL[0],
            },
            policy.CLICK_TO_RUN: {"VersionToReport": "16.0.17328.20162", "Platform": "x86"},
            rf"HKLM\{policy.POLICY}\Common": {"VBAOff": 1},
            rf"HKCU\{policy.OFFICE}\Excel\Security": {"VBAWarnings": 3},
            r"HKCU\Software\Policies\Microsoft\Windows\System": {"DisableCMD": 2},
        },
        marks={user.addin: "[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://yamada-t/\r\n"},
        parts={"talent-ledger": "0.1.0", "pandas": "3.1.1+yamada-t"},
    )


@pytest.fixture
def user(tmp_path: Path) -> UserFiles:
    home = tmp_path / "yamada-t"
    made = UserFiles(home / "XLSTART", home / "conf" / "talent-ledger.conf", "utf-8")
    made.settings.parent.mkdir(parents=True)
    made.settings.write_bytes(made.settings_bytes({INTERPRETER: sys.executable}))
    return made


def test_PCと規則は_決まった形の値で入る(tmp_path: Path, user: UserFiles) -> None:
    text = text_of(PilotWish(tmp_path / "結果.txt"), windows_pc(user), user)
    for line in (
        *("Windowsのビルド = 22631", "Windowsの更新 = 4460", "Windowsの版 = 23H2"),
        *("Windowsのエディション = Enterprise", "Excelの版 = 16.0.17328.20162"),
        *("Excelのビット数 = x86", "ボタンが使うPython = 3.13.1", "pandas = 3.1.1"),
        *("アドインのZoneId(Mark of the Web) = 3", "VBAOff = 1(グループポリシー)"),
        *("VBAWarnings = 3(本人の設定)", "DisableCMD = 2", "RequireAddinSig = 決めていない"),
        *("アドインの場所 = このPC", "マクロの設定 = 対応が要ります"),
    ):
        assert f"\r\n{line}\r\n" in text
    assert all(one not in text for one in PERSONAL)


class PlantedPc(FakePc):
    """A PC on which something personal stands wherever one may look."""

    def __init__(self, planted: str) -> None:
        super().__init__({})
        self.planted = planted
        self.parts = {"talent-ledger": planted, "pandas": planted}
        self.version = planted
        self.encoding = planted

    def value(self, key: str, name: str) -> RegistryValue:  # noqa: ARG002 - wherever one looks
        return self.planted

    def values(self, key: str) -> dict[str, RegistryValue]:  # noqa: ARG002 - wherever one looks
        names = ("currentbuild", "ubr", "displayversion", "editionid", "versiontoreport")
        return dict.fromkeys((*names, "platform", "productname"), self.planted)

    def subkeys(self, key: str) -> tuple[str, ...]:  # noqa: ARG002 - wherever one looks
        return (self.planted,)

    def zone(self, path: Path) -> str:  # noqa: ARG002 - wherever one looks
        return f"[ZoneTransfer]\r\nZoneId={self.planted}"

    def missing(self) -> tuple[str, ...]:
        return (self.planted,)


_AROUND = st.sampled_from(("", "1.2", "16.0.", "23H2", "22631", "+", " ", "\n", "3", "OneDrive"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(personal=st.sampled_from(PERSONAL), before=_AROUND, after=_AROUND)
def test_どこに何が書いてあっても_人に関わるものは出ない(
    tmp_path_factory: pytest.TempPathFactory, personal: str, before: str, after: str
) -> None:
    planted = f"{before}{personal}{after}"
    folder = tmp_path_factory.mktemp("pc")
    home = folder / personal.replace("\\", "_").replace(" ", "_")
    user = UserFiles(home / "XLSTART", home / "conf" / "talent-ledger.conf", "utf-8")
    user.settings.parent.mkdir(parents=True)
    user.settings.write_bytes(user.settings_bytes({INTERPRETER: f"C:/{personal}/python.exe"}))
    book = openpyxl.load_workbook(sheet(folder, {1: (planted, planted), 2: ("できた", planted)}))
    for column in range(1, 7):
        book[SHEET].cell(FIRST_ROW + len(STEPS), column, planted.strip())
        book[SHEET].cell(1, column, planted.strip())
    book.create_sheet(re.sub(r"[\\/*?:\[\]\n]", "_", planted)[:31])
    book.properties.creator = personal
    moved = home / "実機確認表.xlsx"
    book.save(moved)
    text = text_of(PilotWish(folder / "結果.txt", moved), PlantedPc(planted), user)
    assert personal.casefold() not in text.casefold()
    assert home.name not in text
    assert line_of(text, 2) == StepAnswer.DONE
    assert OTHER in text
