"""The pages on the ribbon add-in: every button explained, and the facts that IT sections check."""

import csv
import re
from pathlib import Path

from ledger.addin.installed import digest
from ledger.addin.ribbon_controls import RibbonButton, buttons, tab_label
from ledger.addin.tracked_files import FILE, carried
from ledger.model.verbs import VERBS

INSTALL = Path(__file__).parent / "install.md"
KINDS = {"ledger": "台帳", "self-report": "自己申告書", "review": "確認表"}
HASHED = (FILE, "olevba.txt", "THIRD_PARTY.txt")
TAB_KEYS = "Alt → YT"

_TOUCHED = re.compile(r"(<!-- touched -->\n).*?(<!-- /touched -->)", re.DOTALL)
_FACTS = re.compile(r"(<!-- hashes -->\n).*?(<!-- /hashes -->)", re.DOTALL)


def ribbon(note: str) -> str:
    """Return the page of the ribbon, from customUI14.xml and availability.csv.

    Args:
        note: The mark of a generated page.
    """
    lines = [
        note,
        f"# リボン「{tab_label()}」のボタン",
        "",
        "「校閲」の右のタブです。ボタンは、役割ごとに、使う順に並んでいます。",
        "",
        "![ボタンの並び(略図。Excelでは横1列で、窓の幅で形が変わります)](images/ribbon.svg)",
        "",
        "- 押せるボタンは、いま前に開いているブックで決まります。",
        "- 押せないボタンにポインターを置くと、何を開けば使えるかが出ます。",
        "- 書き込む前に、件数を見せて聞きます。「いいえ」を選べば、何も変わりません。",
        f"- キーボードでは {TAB_KEYS} のあとに、表のキーを押します。",
        "- 「コマンド」は、Excelを使わずに同じことをする `talent-ledger` の操作です。",
        "",
    ]
    groups: dict[str, list[RibbonButton]] = {}
    for button in buttons():
        groups.setdefault(button.group, []).append(button)
    for group, members in groups.items():
        lines += [f"## {group}", ""]
        for button in members:
            lines += _explained(button)
    return "\n".join([*lines, *_without_a_button()])


def _without_a_button() -> list[str]:
    """Return the commands that no button has, with what they are called and an example."""
    pressed = {button.command.split(" --")[0] for button in buttons()}
    rows = [
        f"| `talent-ledger {verb.name}` | {'・'.join((verb.label, *verb.others))} | "
        f"`talent-ledger {verb.example}` |"
        for verb in VERBS
        if verb.name not in pressed
    ]
    return [
        "## ボタンのないコマンド",
        "",
        "コマンドプロンプトで打ちます。くわしくは、後ろに `--help` を付けると出ます。",
        "",
        *("| コマンド | 日本語の名前 | 例 |", "|---|---|---|"),
        *rows,
        "",
    ]


def _explained(button: RibbonButton) -> list[str]:
    where = "、".join(KINDS[kind] for kind in button.kinds) or "いつでも"
    command = f"`talent-ledger {button.command}`" if button.command else "なし"
    lines = [
        f"### {button.label}",
        "",
        f"{button.screentip}。{button.supertip}",
        "",
        f"- 使えるブック: {where}",
        f"- キー: {button.keytip}",
        f"- コマンド: {command}",
    ]
    if button.reason:
        lines.append(f"- 押せないときの表示: 「{button.reason}」")
    return [*lines, ""]


def install() -> str:
    """Return the installation page with what the verbs touch and the hashes of what is shipped."""
    rows = ["| ファイル | SHA-256 |", "|---|---|"]
    rows += [f"| `addin/{name}` | `{digest(carried(name))}` |" for name in HASHED]
    text = INSTALL.read_text("utf-8")
    for place, drawn in ((_FACTS, rows), (_TOUCHED, touched())):
        table = "\n".join(drawn) + "\n"
        text, count = place.subn(lambda found, told=table: found[1] + told + found[2], text)  # type: ignore[misc]
        if count != 1:
            message = f"install.md has no one place for {place.pattern}"
            raise ValueError(message)
    return text


def touched() -> list[str]:
    """Return the table of what every verb reads, writes and starts (`tests/test_touched.py`)."""
    with (INSTALL.parent / "touched.csv").open(encoding="utf-8") as opened:
        header, *rows = list(csv.reader(opened))
    lines = [f"| {' | '.join([*header, '送るもの'])} |", "|---|---|---|---|---|"]
    for verb, *cells in rows:
        said = [cell.replace(";", "、") or "なし" for cell in cells]
        lines.append(f"| `{verb}` | {' | '.join(said)} | なし |")
    return lines
