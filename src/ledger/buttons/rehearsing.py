"""Button 訓練: a made-up city, a spoilt copy of it, and what the ledger says of each mishap."""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

from ledger.buttons.pace import TITLE, GivenUpError, StoppedByPersonError
from ledger.buttons.press import Click
from ledger.demo.rehearsal import FOLDER, LEDGER, PAGE, Mishap, rehearse as rehearse_
from ledger.model.calendar import fiscal_year_of
from ledger.model.first_few import first_few
from ledger.model.problems import Place, Refusal
from ledger.store.last_answers import keep_answer, last_answer

_WHERE = "rehearse"
_NAMED = 3
_ASKED = (
    "架空の市(職員80名)を「{folder}」に作り、その写しの申告書12件を、よくある出来事のとおりに傷めて"
    "集約します。本物の台帳と申告書には触れません。\n"
    "数分かかることがあります(Escで中止できます)。\n\n実行しますか。"
)
_STOP = (
    "ここで中止しますか。\n「いいえ」で続けます。\n\n"
    "中止すると、作りかけのフォルダ「{folder}」を消します。"
)
_STOPPED = "訓練を中止しました。{left}\n\n次の一手: もう一度するときは、「訓練」を押してください。"
_GONE = "作りかけのフォルダは消しました。"
_LEFT = "作りかけのフォルダ「{folder}」が残りました。要らなければ消してください。"


def rehearse(click: Click) -> None:
    """訓練: what the ledger says of twelve mishaps, seen before the real March.

    The book in front is neither read nor written.

    Raises:
        GivenUpError: The person gave up, or stopped it; nothing of it stays then.
        Refusal: The folder of the day is there already (`folder-used`).
    """
    home = click.desk.pick_folder("訓練のフォルダを作る場所を選んでください", last_answer(_WHERE))
    if home is None:
        raise GivenUpError
    folder = home / f"{FOLDER}_{click.now:%Y%m%d}"
    if folder.exists():
        raise Refusal.of("folder-used", Place(file=folder.name), name=str(folder))
    if not click.desk.agree(TITLE, _ASKED.format(folder=folder.name)):
        raise GivenUpError
    try:
        mishaps = rehearse_(
            folder, year=fiscal_year_of(click.now.date()), lives=_lives(click, folder)
        )
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, StoppedByPersonError):
            left = _LEFT.format(folder=folder) if folder.exists() else _GONE
            raise StoppedByPersonError(_STOPPED.format(left=left)) from error
        raise
    click.done.append("rehearse")
    keep_answer(_WHERE, str(home))
    click.desk.tell(TITLE, _told(folder, mishaps))
    click.desk.open_book(folder / FOLDER / LEDGER)


def _lives(click: Click, folder: Path) -> Callable[[str], None]:
    """Return what shows how far the city's year has come, and sees that nobody wants to stop."""
    numbers = count(1)

    def lives(_: str) -> None:
        click.say(f"架空の市の1年を作っています…({next(numbers)})")
        stop = _STOP.format(folder=folder.name)
        if click.desk.wants_to_stop() and click.desk.agree(TITLE, stop):
            raise StoppedByPersonError

    return lives


def _told(folder: Path, mishaps: tuple[Mishap, ...]) -> str:
    """Return what became of it: how many mishaps were told, and where each stands in words."""
    seen = [mishap for mishap in mishaps if mishap.told]
    done = first_few([mishap.spoil.done for mishap in seen], _NAMED)
    return (
        f"終わりました。\n傷めた{len(mishaps)}件のうち、{len(seen)}件を台帳が名を挙げて言いました"
        f"({done})。\n保存しました: {folder}\n\n"
        f"次の一手: 開いた台帳のシート「要確認」を見ながら、フォルダ「{FOLDER}」の「{PAGE}」で、"
        "1件ずつ「次にすること」を確かめてください。練習が済んだら、フォルダごと消せます。"
    )
