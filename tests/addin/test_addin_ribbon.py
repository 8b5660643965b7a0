"""The ribbon: valid by Microsoft's schema, every word in place, every callback answers."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema

from addin import click
from addin.click import NS
from ledger.addin.ribbon_controls import (
    CUSTOM_UI,
    RibbonButton,
    buttons,
    messages,
    packaged_ui,
    tab_label,
)
from ledger.addin.tracked_files import CHECKOUT, carried
from ledger.buttons.registry import BUTTONS

THIRD_PARTY = Path(__file__).parents[1] / "data" / "third_party"
WORKBOOKS = CHECKOUT.parent / "workbooks"
SCHEMA = xmlschema.XMLSchema(str(THIRD_PARTY / "customui14.xsd"))
IMAGES = frozenset((THIRD_PARTY / "imagemso-excel.txt").read_text("utf-8").splitlines())
GROUPS = {
    "本人": ("check_form", "submit"),
    "上長": ("confirm", "give_back"),
    "人事": (
        *("start", "card", "load_roster", "load_replace", "load_upsert", "check", "issue"),
        *("reissue_people", "reissue_section", "reissue_paper", "collect", "consolidate"),
        *("remind", "report", "consolidate_on", "report_on", "explain_on", "explain"),
    ),
    "計画": (
        *("untrained", "plan", "try_transfers", "clear_transfers", "what_if", "backcast"),
        *("acquire", "schedule", "share", "publish", "federate"),
        *("freeze", "rollover"),
    ),
    "共通": (
        *("status", "show_all", "export", "verify", "restore"),
        *("key_status", "key_export", "key_import", "rehearse", "undo", "help"),
    ),
}
OPEN = {
    "本人": ("self-report",),
    "上長": ("review", "self-report"),
    "人事": ("ledger",),
    "計画": ("ledger",),
    "共通": ("ledger",),
    **dict.fromkeys(("はじめる", "広域集計", "訓練"), ()),
    **dict.fromkeys(("鍵の状態", "鍵の書き出し", "鍵の取り込み"), ()),
    "元に戻す": ("ledger", "self-report", "review"),
    "ヘルプ": (),
}
"""What must be in front, by group, or by label where a group's buttons differ."""
KINDS = ("ledger", "self-report", "review", "report", "", "unheard-of")
LONGEST = 1024
MODULE = click.module("RibbonLedger")
SIGNATURES = {
    "onLoad": r"ribbon As IRibbonUI",
    "onAction": r"control As IRibbonControl",
    "getEnabled": r"control As IRibbonControl, ByRef returnedVal",
    "getSupertip": r"control As IRibbonControl, ByRef returnedVal",
}
each_button = pytest.mark.parametrize("button", buttons(), ids=lambda button: button.id)


@pytest.mark.parametrize("text", [carried(CUSTOM_UI), packaged_ui()], ids=["source", "packaged"])
def test_it_is_valid_by_microsofts_schema(text: bytes) -> None:
    SCHEMA.validate(text.decode("utf-8"))
    broken = text.decode("utf-8").replace("imageMso=", "imageOso=", 1)
    assert not SCHEMA.is_valid(broken)


def test_the_built_addin_carries_it(tmp_path: Path) -> None:
    ids = [control.id for control in click.controls()]
    assert ids == [button.id for button in buttons()]


def test_the_tab_stands_after_review_with_its_groups_in_order() -> None:
    root = ET.fromstring(packaged_ui())  # noqa: S314 - our own file
    tabs = list(root.iter(f"{NS}tab"))
    assert [tab.attrib["insertAfterMso"] for tab in tabs] == ["TabReview"]
    assert tab_label() == "人材育成台帳"
    found: dict[str, list[str]] = {}
    for button in buttons():
        found.setdefault(button.group, []).append(button.verb)
    assert {group: tuple(verbs) for group, verbs in found.items()} == GROUPS
    assert list(found) == list(GROUPS)


def test_ids_and_keytips_are_unique_and_no_keytip_begins_another() -> None:
    root = ET.fromstring(packaged_ui())  # noqa: S314 - our own file
    ids = Counter(node.attrib["id"] for node in root.iter() if "id" in node.attrib)
    assert max(ids.values()) == 1
    keytips = [button.keytip for button in buttons()]
    for one in keytips:
        assert re.fullmatch(r"[A-Z0-9]{1,3}", one)
        assert [other for other in keytips if other.startswith(one)] == [one]


@each_button
def test_every_button_says_what_it_is_and_what_it_changes(button: RibbonButton) -> None:
    for text in (button.label, button.screentip, button.supertip):
        assert 0 < len(text) <= LONGEST
    assert len(button.label) <= 7
    assert button.id == "btn" + "".join(part.title() for part in button.verb.split("_"))
    assert re.search(
        "変更しません|変わるのは|変わります|書き換え|戻します|変えません", button.supertip
    )
    assert button.supertip.endswith("。")
    assert bool(button.reason) == bool(button.kinds)
    assert not button.reason or button.reason.endswith("開くと使えます。")
    assert button.image in IMAGES


@pytest.mark.parametrize("attribute", sorted(SIGNATURES))
def test_every_callback_is_there_with_the_right_signature(attribute: str) -> None:
    root = ET.fromstring(packaged_ui())  # noqa: S314 - our own file
    callbacks = {n.attrib[attribute] for n in root.iter() if attribute in n.attrib}
    assert len(callbacks) == 1
    module, _, procedure = callbacks.pop().partition(".")
    assert module == "RibbonLedger"
    declared = re.findall(rf"(?m)^Public Sub {procedure}\(([^)]*)\)", MODULE)
    assert declared == [SIGNATURES[attribute]]
    body = re.search(rf"(?ms)^Public Sub {procedure}\(.*?^End Sub", MODULE)
    assert body
    assert "On Error GoTo Failed" in body[0]


@each_button
def test_every_button_answers_by_callback(button: RibbonButton) -> None:
    root = ET.fromstring(packaged_ui())  # noqa: S314 - our own file
    control = next(n for n in root.iter(f"{NS}button") if n.attrib["id"] == button.id)
    assert {"onAction", "getEnabled", "getSupertip"} <= set(control.attrib)
    assert "supertip" not in control.attrib, "Office takes one of the two"


@each_button
def test_a_click_calls_its_verb_in_python(button: RibbonButton) -> None:
    kind = button.kinds[0] if button.kinds else ""
    wanted = f"import ledger.ribbon; ledger.ribbon.press('{button.verb}')"
    assert click.pressed(button.id, kind) == wanted


def test_the_ribbon_and_the_python_behind_it_name_the_same_buttons() -> None:
    here = {button.verb: (button.label, set(button.kinds)) for button in buttons()}
    there = {verb: (one.label, set(map(str, one.kinds))) for verb, one in BUTTONS.items()}
    assert here == there


@each_button
def test_it_belongs_to_the_books_of_its_group(button: RibbonButton) -> None:
    wanted = OPEN[button.label] if button.label in OPEN else OPEN[button.group]
    assert button.kinds == wanted


@each_button
def test_it_is_enabled_by_the_book_in_front_and_says_why_not(button: RibbonButton) -> None:
    for kind in KINDS:
        fits = not button.kinds or kind in button.kinds
        assert click.enabled(button.id, kind) == fits, kind
        tip = click.supertip(button.id, kind)
        assert tip == (button.supertip if fits else button.reason)


@pytest.mark.parametrize(
    ("book", "kind"), [("ledger.xlsx", "ledger"), ("self-report.xlsx", "self-report")]
)
def test_it_knows_the_real_workbooks(book: str, kind: str) -> None:
    for control in ("btnCheck", "btnCheckForm"):
        assert click.enabled(control, book=WORKBOOKS / book) == click.enabled(control, kind)


def alone(verb: str) -> list[str]:
    """Press a button while no book is open; nothing is started. Return the messages."""
    app = click.excel(click.NO_BOOK)
    app.run("Finger.Press", "btnHelp", verb)
    assert not app.run("xlwings.Recorded"), "no book has a window by which xlwings finds Excel"
    return [text for _, text, _, _ in app.dialogs]


def test_help_works_without_a_book_and_the_rest_says_what_to_open() -> None:
    assert click.enabled("btnHelp", click.NO_BOOK)
    assert alone("help") == [messages()["alone.help"]]
    assert not click.enabled("btnCheck", click.NO_BOOK)
    assert "台帳を開く" in click.supertip("btnCheck", click.NO_BOOK)
    for verb in ("check", "confirm", "undo"):
        assert alone(verb) == [messages()["no-book"]]


def test_はじめるはブックがなくても押せ_空のブックを開いてから始める() -> None:
    app = click.excel(click.NO_BOOK)
    before = len(app.workbooks())
    app.run("Finger.Press", "btnStart", "start")
    assert app.run("xlwings.Recorded") == "import ledger.ribbon; ledger.ribbon.press('start')"
    assert len(app.workbooks()) == before + 1
    assert not app.dialogs


@pytest.mark.parametrize("name", ["a=b.xlsx", "100%.xlsx"])
def test_a_name_that_would_break_the_command_line_is_refused(name: str) -> None:
    app = click.excel()
    app.workbook.name = name
    app.run("Finger.Press", "btnCheck", "check")
    assert not app.run("xlwings.Recorded")
    assert [text for _, text, _, _ in app.dialogs] == [messages()["book-name"]]


def test_a_failing_start_is_told_in_japanese_and_the_status_bar_is_given_back() -> None:
    app = click.excel()
    app.interpreter.modules.pop("xlwings")
    app.add_module(
        "Public Sub RunPython(ByVal c As String)\n    Err.Raise 70\nEnd Sub\n", name="xlwings"
    )
    app.run("Finger.Press", "btnCheck", "check")
    (told,) = [text for _, text, _, _ in app.dialogs]
    assert told.startswith(messages()["failed"])
    assert "(70)" in told
    assert app.evaluate("Application.StatusBar") is False


def test_texts_are_written_once() -> None:
    for path in (CHECKOUT / "vba").glob("*.[bc][al]s"):
        path.read_bytes().decode("ascii")
    said = [button.supertip for button in buttons()]
    assert len(set(said)) == len(said)
