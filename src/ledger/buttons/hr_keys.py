"""Buttons of 鍵: which keys of the seals this PC has, and how they change hands.

The passphrase is shown before the file is written: whoever says いいえ, or does not see it, has
written nothing out.
"""

from ledger.buttons.pace import TITLE, GivenUpError
from ledger.buttons.press import Click, carry_out
from ledger.commands import key_import, key_status
from ledger.commands.key_export import keys_out
from ledger.commands.plan import apply

_ENDING = ".ledgerkey"
_ASKED = (
    "封印の鍵 {keys} 個を、合言葉で暗号化して「{name}」に書き出します。\n\n"
    "合言葉: {passphrase}\n\n"
    "合言葉は、この画面にしか出ません。紙に書き、ファイルとは別の所に保管してください。\n"
    "書き終えたら、はいを選んでください。いいえなら、何も書き出しません。"
)
_DONE = (
    "終わりました。\n封印の鍵 {keys} 個(鍵番号 {numbers})を書き出しました。\n"
    "保存しました: {path}{told}\n\n"
    "次の一手: ファイルを、人事だけが開ける場所に移してください。"
    "ほかのPCでは、「鍵の取り込み」でこのファイルを選び、合言葉を入れます。"
)


def status(click: Click) -> None:
    """鍵の状態: which keys this PC has, since when, and whether they were written out."""
    carry_out(click, key_status.plan)


def write_out(click: Click) -> None:
    """鍵の書き出し: every key of this PC in one encrypted file, in a folder that the person picks.

    Raises:
        GivenUpError: The person gave up, or had not written the passphrase down.
    """
    home = click.desk.pick_folder("鍵のファイルを置くフォルダを選んでください")
    if home is None:
        raise GivenUpError
    target = home / f"封印の鍵_{click.now:%Y%m%d_%H%M%S}{_ENDING}"
    keys = keys_out(target, click.now)
    said = {"keys": len(keys.numbers), "numbers": "、".join(keys.numbers), "name": target.name}
    if not click.desk.agree(TITLE, _ASKED.format(**said, passphrase=keys.passphrase)):
        raise GivenUpError
    apply(keys.plan)
    click.done.append(keys.plan.operation)
    told = "".join(f"\n{one.what}{one.remedy}" for one in keys.plan.problems)
    click.desk.tell(TITLE, _DONE.format(**said, path=target, told=told), wrong=bool(told))


def take_in(click: Click) -> None:
    """鍵の取り込み: keys out of a file that was written out on another PC; none is overwritten.

    Raises:
        GivenUpError: The person gave up.
    """
    source = click.desk.pick_file("鍵のファイルを選んでください", (f"*{_ENDING}",))
    if source is None:
        raise GivenUpError
    carry_out(click, lambda: key_import.plan(source, click.now))
