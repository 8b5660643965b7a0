"""Running the cases of the rule book: what comes out otherwise than a case says."""

from collections.abc import Iterator, Mapping
from functools import cache

from ledger.judge.verdicts import verdicts
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from oracle.compare import PRODUCT, answer, differences
from oracle.expected import expected_steps
from rulebook.casebook import FOLDER, Case, CaseError, files, read
from rulebook.flows import FLOWS
from rulebook.seen import Seen, said, same
from rulebook.themes import LEDGERS, Theme

IN_WORDS = frozenset({"必須未了", "不足先", "分母の注"})
"""Fields that the oracle reads by codes which the rule book's cases do not have."""

BEYOND_ORACLE: Mapping[tuple[str, str], str] = {
    ("KPIと途中目標.csv", "基準年度の前の途中目標も基準値"): "別の計算は線を前へも延ばす",
    (
        "KPIと途中目標.csv",
        "基準年度の途中目標は端数のある基準値でもそのまま",
    ): "別の計算は基準値も切り上げる",
    ("KPIと途中目標.csv", "減らす目標の途中目標も切り上げる"): "別の計算は減らす目標を持たない",
    ("KPIと途中目標.csv", "同じ年度に2つ書けば後の行"): "別の計算は初めの行を読む",
    ("KPIと途中目標.csv", "対象が空欄ならすべての研修の回"): "別の計算は空欄を持たない",
    ("KPIと途中目標.csv", "知らない研修の目標は算定不能"): "別の計算は正しい台帳だけを読む",
    ("成果と調査.csv", "Stepが空欄の到達者数は算定不能"): "別の計算は正しい台帳だけを読む",
    ("正式と上長判定.csv", "一番新しい上長判定を使う"): "別の計算は1人1行の上長判定だけを読む",
    (
        "正式と上長判定.csv",
        "ツールの前年度も人材像の前年度になる",
    ): "別の計算は人材像の行だけを読む",
    (
        "研修と有効期限.csv",
        "終わりが始まりより前の回は始まりの日",
    ): "別の計算は正しい台帳だけを読む",
    ("資格と案件.csv", "互いに統合し合っていれば1つ"): "別の計算は正しい台帳だけを読む",
    ("資格と案件.csv", "番号も名前もない従事は数えない"): "別の計算は正しい台帳だけを読む",
    ("資格と案件.csv", "始まる前に終わる従事は数えない"): "別の計算は正しい台帳だけを読む",
    (
        "配置.csv",
        "各課のツールの使い手2名以上も多い課が少ない課を助けない",
    ): "別の計算はStepの空欄を持たない",
    ("配置.csv", "全角で書かれても同じ役割"): "別の計算は役割の名をそのまま比べる",
    ("配置.csv", "職員番号が違えば2名"): "別の計算は正しい台帳だけを読む",
    ("配置.csv", "知らない人材像の目標は算定不能"): "別の計算は正しい台帳だけを読む",
    ("配置.csv", "Stepが空欄のツールの目標はレベル1から"): "別の計算はStepの空欄を持たない",
    ("配置.csv", "レベル0の人は使い手でない"): "別の計算はStepの空欄を持たない",
}
"""Cases that only the product can say, by file and name, and why."""


@cache
def cases() -> tuple[Case, ...]:
    """Return every case of the rule book, file by file.

    Raises:
        CaseError: A file has no theme, or a theme no file; or a file cannot be used.
    """
    columns = columns_by_file()
    names = {path.name for path in files()}
    if names != columns.keys():
        message = f"テーマとファイルが合いません: {'、'.join(sorted(names ^ columns.keys()))}"
        raise CaseError(message)
    found = [read(FOLDER / name, own) for name, own in sorted(columns.items())]
    return tuple(case for own in found for case in own)


def columns_by_file() -> Mapping[str, tuple[str, ...]]:
    """Return which columns each file may have."""
    own = {name: theme.columns for name, theme in LEDGERS.items()}
    return own | {name: flow.columns for name, flow in FLOWS.items()}


def told(case: Case) -> list[str]:
    """Run a case; return what comes out otherwise, each with the file, line and column."""
    if case.file in FLOWS:
        found = FLOWS[case.file].run(case)
        looked = {header: found[header] for header in case.expected}
    else:
        theme = LEDGERS[case.file]
        seen = theme.seen(case)
        looked = {header: theme.expected[header](seen) for header in case.expected}
    return list(_compared(case, looked))


def beside_oracle(case: Case) -> list[str]:
    """Return where the oracle says otherwise than the product on a case's ledger."""
    if case.file in FLOWS:
        return []
    theme = LEDGERS[case.file]
    return list(_asked(theme, theme.seen(case)))


def _compared(case: Case, looked: Mapping[str, object]) -> Iterator[str]:
    for header, value in looked.items():
        written = case.expected[header]
        if written != said(value) and not same(written, value):
            yield f"{case.place(header)}: {written} のはずが {said(value)} (題名: {case.name})"


def _asked(theme: Theme, seen: Seen) -> Iterator[str]:
    """Yield where the oracle says otherwise than the product."""
    if "見込Step" in theme.oracle:
        wanted = expected_steps(seen.tables, seen.as_of)
        for row in records(BY_KEY["verdicts"], verdicts(seen.policy, seen.tables, seen.as_of)):
            tool = None if row["tool_code"] is None else str(row["tool_code"])
            step = wanted.get((str(row["staff_no"]), str(row["persona_code"]), tool))
            if row["expected_step"] != step:
                yield f"{seen.case.file} {seen.case.line}行: 別の計算では見込Stepは{step}"
    elif seen.as_of == seen.policy.settings.as_of:
        expected = answer(seen.tables, seen.as_of)
        for one in differences(0, seen.policy, seen.tables, PRODUCT, expected):
            if one.result in theme.oracle and one.field not in IN_WORDS:
                yield f"{seen.case.file} {seen.case.line}行: 別の計算と違います: {one}"
