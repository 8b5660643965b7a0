"""業務からの逆算 on 中期目標ボード: what each rule comes to, and where people are missing."""

from collections.abc import Iterator, Sequence

from ledger.layout.pages import PageCell
from ledger.layout.plan_tables import HEADCOUNT_RULES
from ledger.measure.required_heads import HeadsNeeded, SectionGap
from ledger.present.pages.board_lines import INDENT, NOTE_MARK, TITLE_MARK, wrapped

ENOUGH, MISSING, WRONG = "○ 足りる", "▲ 不足", "計算できません"
_NONE = (
    f"シート「{HEADCOUNT_RULES.title}」に、自走させたい業務と、各課に何名・各課の何%・全庁に何名いればよいかを"
    "書くと、要る人数と足りない課が、ここに出ます。"
)


def required_heads_rows(
    found: Sequence[HeadsNeeded], title: str, room: int
) -> Iterator[Sequence[PageCell]]:
    """Yield the rows of the block.

    Args:
        found: What each rule comes to.
        title: The block's title.
        room: Half-width signs that a line has room for.
    """
    yield [title]
    if not found:
        yield from wrapped("", _NONE, room)
        return
    for one in found:
        yield from _rule(one, room)


def _rule(one: HeadsNeeded, room: int) -> Iterator[Sequence[PageCell]]:
    source = f"(目標 {one.rule.source})" if one.rule.source else ""
    who = f"数えた人: {one.who}" if one.who else ""
    yield [
        f"{TITLE_MARK}{'   '.join(filter(None, (f'{one.rule.work}{source}', one.rule.said, who)))}"
    ]
    if one.wrong:
        yield from wrapped(f"{INDENT}{NOTE_MARK}{WRONG}: ", f"{'。'.join(one.wrong)}。", room)
        return
    state = f"{MISSING} {one.missing}名" if one.missing else ENOUGH
    yield [f"{INDENT}人数", None, f"要る {one.needed}名", f"いま {one.have}名", state]
    if one.short:
        said = "、".join(map(_short, one.short))
        spare = "(余りのある課の人では補えません)" if one.have >= one.needed else ""
        yield from wrapped(f"{INDENT}足りない課: ", f"{said}{spare}", room)


def _short(one: SectionGap) -> str:
    size = f"・定員不足(定員 {one.staff}名)" if one.is_too_small else ""
    return f"{one.name} 不足{one.missing}名{size}"
