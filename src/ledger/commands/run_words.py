"""処理履歴 in words: what a run did, made of its verb and its counts.

件数 keeps the counts themselves (chained, for programs); a person reads 内容.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ledger.layout import ledger

Counts = Mapping[str, Any]


def run_words(operation: str, counts: Counts) -> str:
    """Return 内容 of a run.

    Args:
        operation: The verb.
        counts: What it counted; what is missing is not spoken of.
    """
    say = _WORDS.get(operation)
    return say(counts) if say else operation


def _load(counts: Counts) -> str:
    if "table" in counts:
        return f"名簿取込: {_one_table(counts['table'], counts)}{_aside(counts)}"
    if "tables" in counts:
        told = "、".join(_one_table(key, own) for key, own in counts["tables"].items())
        return f"名簿取込(取込名「{counts.get('import', '')}」): {told}{_aside(counts)}"
    if "proposed" in counts:
        return f"名簿取込: はじめての一覧。取込名「{counts.get('import', '')}」の読み方を提案した"
    read = _rows(counts, "read")
    return f"申告の取込{_phase(counts)}: 回答 {read}件から、{_people(counts)}の申告書を作った"


def _one_table(key: str, counts: Counts) -> str:
    title = ledger.BY_KEY[key].title if key in ledger.BY_KEY else key
    words = (("added", "追加"), ("changed", "変更"), ("removed", "削除"))
    told = "・".join(f"{word} {counts[name]}" for name, word in words if counts.get(name))
    return f"{title} {told or '変わりなし'}(全 {counts.get('total', 0)}行)"


def _issue(counts: Counts) -> str:
    return f"申告書配布{_phase(counts)}: {_people(counts)}に配った"


def _collect(counts: Counts) -> str:
    read = counts.get("files", {}).get("read", 0)
    whose = f"確認者 {counts.get('confirmers', 0)}名の確認表"
    return f"確認表作成{_phase(counts)}: 申告 {read}件を読み、{whose}を作った"


def _consolidate(counts: Counts) -> str:
    files, reviews = counts.get("files", {}), counts.get("reviews", {})
    aside = files.get("quarantined", 0) + reviews.get("quarantined", 0)
    told = (
        f"集約とレポート{_phase(counts)}: 申告 {files.get('read', 0)}件、"
        f"確認表 {reviews.get('read', 0)}冊を読み、{_people(counts)}を反映した"
    )
    left = f"。読めないファイル {aside}件" if aside else ""
    return f"{told}({counts.get('judged', '')}){left}{_aside(counts)}"


def _plan(counts: Counts) -> str:
    return (
        f"次年度計画: {counts.get('seats', 0)}席・{counts.get('sessions', 0)}回、"
        f"予算要求 {counts.get('lines', 0)}件・{counts.get('cost', 0):,}円"
    )


def _freeze(counts: Counts) -> str:
    year, reason = f"{counts.get('year', '')}年度", counts.get("reason", "")
    if "corrected" in counts:
        number = counts.get("correction", "")
        told = f"年度締めの訂正: {year}の{counts['corrected']}個を訂正した"
        return f"{told}(訂正番号 {number}、理由: {reason})"
    told = f"年度締め: {year}の数 {counts.get('figures', 0)}個を確定した"
    waiting = "、".join(f"{name} {n}" for name, n in counts.get("waiting", {}).items())
    return f"{told}。残したもの: {waiting}。理由: {reason}" if waiting else told


def _rollover(counts: Counts) -> str:
    year = f"{counts.get('year', '')}年度"
    return f"年度更新: {_people(counts)}の前年度判定を引き継ぎ、{year}の台帳を作った"


def _undo(counts: Counts) -> str:
    return (
        f"元に戻す: {counts.get('tables', 0)}表を、控え「{counts.get('from', '')}」のとおりに戻した"
    )


def _backcast(counts: Counts) -> str:
    written = counts.get("milestones", 0)
    also = f"、途中目標に {written}行を書いた" if written else ""
    return f"目標を逆算: 目標 {counts.get('targets', 0)}件の道すじを出した{also}"


def _schedule(counts: Counts) -> str:
    late, tasks = counts.get("late", 0), counts.get("tasks", 0)
    return (
        f"日程を作る: {counts.get('year', '')}年度の策定 作業 {tasks}件(遅れ {late}件)を日付にした"
    )


def _acquire(counts: Counts) -> str:
    short = f"不足 {counts.get('short', 0)}件・{counts.get('people', 0)}名"
    late = f"、間に合わない {counts['late']}件" if counts.get("late") else ""
    return f"確保を逆算: 案件 {counts.get('cases', 0)}件({short}{late})"


def _start(counts: Counts) -> str:
    return f"はじめる: 台帳を作った(申告書 {counts.get('forms', 0)}件)"


def _try_transfers(counts: Counts) -> str:
    if counts.get("cleared"):
        return f"内示を空にする: {counts.get('rows', 0)}行を消した"
    told = f"空白 {counts.get('gaps', 0)}件、研修後 {counts.get('after_training', 0)}件"
    return f"異動を試す: 異動案 {counts.get('moves', 0)}名を見た({told})"


def _publish(counts: Counts) -> str:
    pdf = "とPDF" if counts.get("pdf") else ""
    return f"公表用を作る: 1枚{pdf}と公開データを作った(伏せた数 {counts.get('withheld', 0)}個)"


def _what_if(counts: Counts) -> str:
    told = f"目標 {counts.get('kpis', 0)}件、Step {counts.get('people', 0)}名が変わる"
    return f"試算: {counts.get('trials', 0)}案を試した({told}。台帳は変えていない)"


def _restore(counts: Counts) -> str:
    return f"復元: 控え「{counts.get('from', '')}」の状態に戻した({counts.get('tables', 0)}表)"


def _phase(counts: Counts) -> str:
    return f"({counts['phase']})" if counts.get("phase") else ""


def _people(counts: Counts) -> str:
    return f"{counts.get('people', 0)}名"


def _rows(counts: Counts, key: str) -> int:
    return int(counts.get("rows", {}).get(key, 0))


def _aside(counts: Counts) -> str:
    aside = _rows(counts, "quarantined")
    return f"。要確認 {aside}行" if aside else ""


_WORDS: Mapping[str, Callable[[Counts], str]] = MappingProxyType(
    {
        "load": _load,
        "issue": _issue,
        "collect": _collect,
        "consolidate": _consolidate,
        "plan": _plan,
        "freeze": _freeze,
        "rollover": _rollover,
        "undo": _undo,
        "restore": _restore,
        "start": _start,
        "try-transfers": _try_transfers,
        "backcast": _backcast,
        "publish": _publish,
        "schedule": _schedule,
        "what-if": _what_if,
        "acquire": _acquire,
    }
)
