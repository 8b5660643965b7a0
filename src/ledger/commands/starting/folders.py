"""The folders of a year, one per phase, each with a page that says what belongs there."""

from collections.abc import Mapping
from pathlib import Path

from ledger.model.terms import Phase
from ledger.read.inbox import FOLDER_PAGE

ISSUE, INBOX, REVIEW = "配布", "提出", "確認"
FOLDERS = {"issue_folder": ISSUE, "inbox_folder": INBOX, "review_folder": REVIEW}
"""The folders by the setting that names them."""

_WHAT: Mapping[str, tuple[str, str, str]] = {
    ISSUE: (
        "台帳の「申告書配布」が作る、1人1ファイルの自己申告書です(所属ごとのフォルダ)。",
        "人事: フォルダごと所属に渡します。職員: 自分の1枚に記入します。",
        "記入したものは「提出」の同じ時期のフォルダへ入れてもらいます。",
    ),
    INBOX: (
        "職員が記入した自己申告書です。名前を変えたり、写しを増やしたりしないでください。",
        "職員: 提出日を入れて保存し、ここに入れます。直したら、提出日を新しくして入れ直します。",
        "人事: 台帳の「確認表作成」で、上長ごとの確認表を作ります。",
    ),
    REVIEW: (
        "台帳の「確認表作成」が作る、上長ごとの確認表です。",
        "上長: 自分の確認表で判定を選び、確認日を入れて、同じ場所に保存します。",
        "人事: 台帳の「集約とレポート」で、申告書と確認表をまとめます。",
    ),
}
_WHEN = {
    Phase.OPENING: "期首(4月から): 今年度の目標と取組を書きます。",
    Phase.CLOSING: "年度末(1月から): 目標の達成状況と、1年の研修・案件・ツールを書きます。",
}


def readmes(base: Path) -> dict[Path, bytes]:
    """Return the page of every folder that has none yet: making it makes the folder.

    Args:
        base: The folder of the ledger.
    """
    pages = {
        base / folder / phase.value / FOLDER_PAGE: _page(folder, phase)
        for folder in _WHAT
        for phase in Phase
    }
    return {path: page for path, page in pages.items() if not path.exists()}


def _page(folder: str, phase: Phase) -> bytes:
    """Return one page, as the editor of every Windows shows it: UTF-8 with its mark, CR LF."""
    what, whose, then = _WHAT[folder]
    lines = (
        f"{folder}フォルダ({phase})",
        "",
        f"入るもの  {what}",
        f"だれの番  {whose}",
        f"つぎ      {then}",
        f"時期      {_WHEN[phase]}",
        "",
        "これは育成のための申告です。人事評価には使いません。",
        "",
    )
    return "\r\n".join(lines).encode("utf-8-sig")
