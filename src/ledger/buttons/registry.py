"""All buttons, where each may be pressed, and what becomes of everything that goes wrong."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import NamedTuple

from ledger.book.busy import is_busy
from ledger.book.opened_pages import opened_pages
from ledger.book.rollback import NotPutBackError
from ledger.book.seen_pages import seen
from ledger.buttons.message_box import spoken
from ledger.buttons.pace import TITLE, GivenUpError, StoppedByPersonError
from ledger.buttons.press import Click
from ledger.commands.plan_outcome import StoppedError
from ledger.layout import meta
from ledger.model.fault_traces import faults_heard
from ledger.model.plain_words import plainly
from ledger.model.problems import NOWHERE, Place, Problem, Refusal
from ledger.model.terms import BookKind
from ledger.store.disk_state import Truth
from ledger.store.fault_log import log_path, record_fault, record_trace

BY_EXCEL = "Excelの応答か、プログラムの中の誤り"
"""What is said of an error that has no words of its own, where Excel may be the reason."""
_LEDGER = (BookKind.LEDGER,)
_FORM = (BookKind.SELF_REPORT,)
_BOTH = (BookKind.REVIEW, BookKind.SELF_REPORT)


_AS_IT_WAS = ("unexpected", "excel-stopped")


@dataclass(frozen=True)
class Deed:
    """What a button does, named: Python starts at each click, and imports what is pressed alone.

    Attributes:
        module: The module in `buttons/`.
        name: The function in it.
    """

    module: str
    name: str

    def __call__(self, click: Click) -> None:
        """Do it."""
        getattr(import_module(f"ledger.buttons.{self.module}"), self.name)(click)


class Button(NamedTuple):
    """One button.

    Attributes:
        label: What stands on it.
        kinds: The kinds of workbook that it is for; every book if empty.
        act: What it does.
    """

    label: str
    kinds: tuple[BookKind, ...]
    act: Callable[[Click], None]


BUTTONS = {
    "check_form": Button("点検", _FORM, Deed("forms", "check")),
    "submit": Button("提出", _FORM, Deed("forms", "hand_in")),
    "confirm": Button("確認", _BOTH, Deed("forms", "accept")),
    "give_back": Button("差戻し", _BOTH, Deed("forms", "return_")),
    "start": Button("はじめる", (), Deed("starting", "start")),
    "check": Button("台帳点検", _LEDGER, Deed("ledgers", "check")),
    "card": Button("人材像カード", _LEDGER, Deed("ledgers", "card")),
    "load_roster": Button("名簿取込", _LEDGER, Deed("ledgers", "load_roster")),
    "load_replace": Button("置き換え取込", _LEDGER, Deed("ledgers", "load_replace")),
    "load_upsert": Button("更新取込", _LEDGER, Deed("ledgers", "load_upsert")),
    "issue": Button("申告書配布", _LEDGER, Deed("ledgers", "issue")),
    "reissue_people": Button("人を選び再発行", _LEDGER, Deed("again", "people")),
    "reissue_section": Button("所属に再発行", _LEDGER, Deed("again", "section")),
    "reissue_paper": Button("紙で再発行", _LEDGER, Deed("again", "paper")),
    "collect": Button("確認表作成", _LEDGER, Deed("ledgers", "collect")),
    "consolidate": Button("集約とレポート", _LEDGER, Deed("ledgers", "consolidate")),
    "remind": Button("督促文", _LEDGER, Deed("ledgers", "remind")),
    "report": Button("レポート", _LEDGER, Deed("ledgers", "report")),
    "consolidate_on": Button("日付で集約", _LEDGER, Deed("on_a_day", "consolidate")),
    "report_on": Button("日付でレポート", _LEDGER, Deed("on_a_day", "report")),
    "explain_on": Button("日付で判定理由", _LEDGER, Deed("on_a_day", "explain")),
    "explain": Button("判定理由", _LEDGER, Deed("ledgers", "explain")),
    "share": Button("DX部門へ共有", _LEDGER, Deed("ledgers", "share")),
    "untrained": Button("未受講者一覧", _LEDGER, Deed("ledgers", "untrained")),
    "plan": Button("次年度計画", _LEDGER, Deed("ledgers", "plan_next_year")),
    "try_transfers": Button("異動を試す", _LEDGER, Deed("planning", "try_transfers")),
    "clear_transfers": Button("内示を空にする", _LEDGER, Deed("planning", "clear_transfers")),
    "publish": Button("公表用を作る", _LEDGER, Deed("publishing", "publish")),
    "federate": Button("広域集計", (), Deed("publishing", "federate")),
    "what_if": Button("試算", _LEDGER, Deed("planning", "what_if")),
    "freeze": Button("年度締め", _LEDGER, Deed("ledgers", "freeze")),
    "backcast": Button("目標を逆算", _LEDGER, Deed("ledgers", "backcast")),
    "schedule": Button("日程を作る", _LEDGER, Deed("planning", "schedule")),
    "acquire": Button("確保を逆算", _LEDGER, Deed("planning", "acquire")),
    "rollover": Button("年度更新", _LEDGER, Deed("ledgers", "rollover")),
    "status": Button("状況", _LEDGER, Deed("ledgers", "status")),
    "show_all": Button("すべて表示", _LEDGER, Deed("ledgers", "show_all")),
    "export": Button("書き出し", _LEDGER, Deed("ledgers", "export")),
    "verify": Button("検証", _LEDGER, Deed("keeping", "verify")),
    "restore": Button("復元", _LEDGER, Deed("keeping", "restore")),
    "key_status": Button("鍵の状態", (), Deed("hr_keys", "status")),
    "key_export": Button("鍵の書き出し", (), Deed("hr_keys", "write_out")),
    "key_import": Button("鍵の取り込み", (), Deed("hr_keys", "take_in")),
    "rehearse": Button("訓練", (), Deed("rehearsing", "rehearse")),
    "undo": Button("元に戻す", (BookKind.LEDGER, *_BOTH), Deed("common", "undo")),
    "help": Button("ヘルプ", (), Deed("common", "help_")),
}


def press(verb: str, click: Click) -> None:
    """Do what a button says; whatever comes of it ends in one message, never in a traceback.

    Args:
        verb: Tag of the button.
        click: The book that is active, and the person.
    """
    pages = seen(click.pages)
    click = replace(click, pages=pages)
    pages.watch(click.pace.touch)
    try:
        button = BUTTONS[verb]
        _refuse_elsewhere(button, click)
        with faults_heard(lambda trace: record_trace(trace, verb)):
            button.act(click)
    except StoppedByPersonError as stopped:
        click.desk.tell(TITLE, str(stopped))
    except GivenUpError:
        pass
    except Refusal as refusal:
        click.desk.tell(TITLE, said(refusal.problem), wrong=True)
    except StoppedError as stopped:
        click.desk.tell(TITLE, _stopped(stopped, verb, click), wrong=True)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception, and has words
        click.desk.tell(TITLE, _unforeseen(error, verb, click), wrong=True)
    finally:
        with contextlib.suppress(Exception):  # what came of the press was told already
            click.desk.status(None)


def _name(click: Click) -> str:
    """Return the workbook's name, also where the program does not answer any more."""
    with contextlib.suppress(Exception):
        return click.pages.name
    return "ブック"


def said(problem: Problem) -> str:
    """Return a refusal as its message."""
    return f"{spoken(problem)}\n\n記録: {log_path()}"


def _stopped(stopped: StoppedError, verb: str, click: Click) -> str:
    """Return what is true of the workbook after something unforeseen came up while writing."""
    cause = stopped.__cause__ or stopped
    if stopped.truth is Truth.OLD:
        half = isinstance(cause, NotPutBackError)
        code = "book-half-written" if half else "unexpected"
        return fault(cause, verb, code, name=_name(click))
    return f"{spoken(stopped.problem)}\n\n記録: {record_fault(cause, verb)}"


def _unforeseen(error: BaseException, verb: str, click: Click) -> str:
    """Return what is true where something came up that nobody foresaw, before or after the work."""
    if click.done:
        return fault(error, verb, "stopped-new", click.pages.name)
    return fault(error, verb, "unexpected")


def fault(error: BaseException, verb: str, code: str, name: str = "") -> str:
    """Record an error, and return its message: the words of the catalogue, and the record.

    Args:
        error: What came up.
        verb: The button.
        code: What is true of the workbook; that a busy Excel was the cause says more, where it is
            as it was.
        name: The workbook, where the words name it.
    """
    log = record_fault(error, verb)
    if code in _AS_IT_WAS and is_busy(error):
        code = "excel-busy"
    problem = Problem.of(code, NOWHERE, kind=plainly(error, BY_EXCEL), name=name, files="")
    return f"{spoken(problem)}\n\n記録: {log}"


def _refuse_elsewhere(button: Button, click: Click) -> None:
    """Refuse a button on a workbook that it is not for; the ribbon's own look is only advice."""
    if not button.kinds:
        return
    found = opened_pages(click.pages).meta().get(meta.KIND, "")
    if found not in button.kinds:
        raise Refusal.of(
            "button-elsewhere",
            Place(file=click.pages.name),
            button=button.label,
            found=BookKind(found).label if found in tuple(BookKind) else "このブック",
            wanted="か".join(kind.label for kind in button.kinds),
        )
