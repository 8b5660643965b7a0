"""What two texts have in common, and what a text may hold, is told once: the tree shows it."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from ledger.judge.provisional import PROVISIONAL, provisional_no
from ledger.layout.columns import Group, Table, text
from ledger.model import characters, folding
from ledger.model.problems import Refusal
from ledger.present.cell_patch import patch
from ledger.read.cells.cell import typed

SOURCE = Path(__file__).parent.parent / "src" / "ledger"
FOLDS = frozenset(
    {"normalize", "is_normalized", "casefold", "lower", "upper", "swapcase", "translate"}
    | {"maketrans"}
)
"""Methods that make two texts one."""

MAY_FOLD: Mapping[str, str] = {
    "model/folding.py": "ここがその場所",
    "model/person_names.py": "folding の上に、人の名の異体字(髙・高)だけを重ねる",
    "model/characters.py": "ファイル名の終わり(.XLSX)は、OSとExcelが大文字小文字を分けない",
    "layout/csv_text.py": "表計算ソフトが式と見るかを問う。人が何を書いたつもりかではない",
    "layout/public_text.py": "公開データに出す字の書き方(①→1)。くらべない",
    "screen.py": "画面の文字コードにない字を、近い字で見せる。くらべない",
    "cli_endings.py": "JSONに出す重大度の名(プログラムの語)",
    "read/ordinary/grammar.py": "制御文字がないかを数える。くらべない",
    "read/cells/clock.py": "時刻の書き方の文法(AM、JST、Mon)。folded_digits の後で見る",
    "read/cells/dates.py": "元号の頭文字(r8)。folded_digits の後で見る",
    "read/file_kinds.py": "HTML の印。人の書いた名ではない",
    "read/number_format_disguise.py": "Excelの表示形式(General)の文法",
    "read/guard/": "パッケージの部品名、XMLの文字コード名。OPCとZIPの決まりでくらべる",
    "addin/": "レジストリ、Windowsのパス、文字コード名。人の書いた名ではない",
}
"""Where else texts are folded (how the path begins), and why not by `model/folding`."""

HOME_OF: Mapping[str, str] = {
    "\x0b\x0c": "model/characters.py",
    r"\x0b\x0c": "model/characters.py",
    "\ufffe\uffff": "model/characters.py",
    r"\\/:*?": "model/characters.py",
    "CON|PRN": "model/characters.py",
    "\u2060": "model/folding.py",
    "仮-": "judge/provisional.py",
}
"""Texts in the code that would be a second rule outside their one home."""
ALSO = {("\x0b\x0c", "model/folding.py")}
"""Blanks that are folded, not characters that are forbidden."""


def folds(tree: ast.AST) -> Iterator[int]:
    """Yield the lines in which a text is folded."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            is_decimal = node.func.attr == "normalize" and not node.args
            if node.func.attr in FOLDS and not is_decimal:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "unicodedata":
            yield node.lineno


def spelled(tree: ast.AST, said: str) -> bool:
    """Whether a text stands in the code."""
    return any(
        isinstance(node, ast.Constant)
        and said in (node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )


@pytest.fixture(scope="module")
def trees() -> Mapping[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def test_名前やコードを畳むのはmodelのfoldingだけ(trees: Mapping[str, ast.Module]) -> None:
    found = {place: list(folds(tree)) for place, tree in trees.items()}
    folding_places = [place for place, lines in found.items() if lines]
    stray = {p: found[p] for p in folding_places if not p.startswith(tuple(MAY_FOLD))}
    assert stray == {}
    idle = [start for start in MAY_FOLD if not any(p.startswith(start) for p in folding_places)]
    assert idle == [], "許す理由がなくなった場所は、一覧からも消す"


@pytest.mark.parametrize(
    "code", ["import unicodedata\nunicodedata.normalize('NFKC', x)", "x.lower()"]
)
def test_別の畳み方を植えると見つかる(code: str) -> None:
    assert list(folds(ast.parse(code)))


def test_使えない文字の決まりと仮番号の頭は_それぞれ一か所にある(
    trees: Mapping[str, ast.Module],
) -> None:
    for said, home in HOME_OF.items():
        homes = {place for place, tree in trees.items() if spelled(tree, said)}
        assert homes - {p for s, p in ALSO if s == said} <= {home}, repr(said)


@pytest.mark.parametrize(
    "code",
    [
        r"""re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")""",
        r"""re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")""",
        r"""re.compile(r'[\\/:*?"<>|]')""",
        r"""number.startswith("仮-")""",
    ],
)
def test_二つ目の決まりを植えると見つかる(code: str) -> None:
    assert any(spelled(ast.parse(code), said) for said in HOME_OF)


def test_仮番号の頭は_仮番号の一部(trees: Mapping[str, ast.Module]) -> None:
    assert spelled(trees["judge/provisional.py"], PROVISIONAL)
    assert provisional_no("窓口改善").startswith(PROVISIONAL)


# characters

IN_CELLS = {
    "ふつうの文": ("研修の記録", True),
    "改行とタブ": ("1行目\n2行目\t値", True),
    "NUL": ("a\x00b", False),
    "垂直タブ": ("a\x0bb", False),
    "対でないサロゲート": ("a\ud800b", False),
    "U+FFFE": ("a\ufffeb", False),
    "上限まで": ("あ" * 32_767, True),
    "上限より1字多い": ("あ" * 32_768, False),
    "サロゲート対は2字と数える": ("𠮷" * 16_384, False),
}


@pytest.mark.parametrize(("said", "fits"), IN_CELLS.values(), ids=list(IN_CELLS))
def test_セルに入る文字の決まりは_書くときも読むときも同じ(said: str, *, fits: bool) -> None:
    assert characters.fits_cell(said) is fits
    sheet = b"<worksheet><sheetData/></worksheet>"
    if fits:
        assert b'r="A1"' in patch(sheet, {"A1": said})
    else:
        with pytest.raises(Refusal) as refused:
            patch(sheet, {"A1": said})
        assert refused.value.problem.code == "text-impossible"
    read = typed(text("remark", "備考"), said)
    assert ((read.value, read.findings) == (said, ())) is fits


FILES = {
    "ふつうの名": ("自己申告書_2026期首_00101_青木.xlsx", "自己申告書_2026期首_00101_青木.xlsx"),
    "区切りと記号": ('01/総務\\課:*?"<>|', "01総務課"),
    "空白は全角も消える": ("青木　花 .xlsx", "青木花.xlsx"),
    "改行と制御文字": ("総務\n課\x07\x7f", "総務課"),
    "点で終わる所属": ("100_デジタル推進課.", "100_デジタル推進課"),
    "点が続く": ("係...", "係"),
    "Windowsの装置名": ("CON", "CON_"),
    "装置名は小文字でも": ("nul.xlsx", "nul_.xlsx"),
    "番号のある装置名": ("Com1.課", "Com1_.課"),
    "装置名で始まるだけの名": ("CONSUL課", "CONSUL課"),
    "途中の装置名": ("01_CON", "01_CON"),
}


@pytest.mark.parametrize(("said", "named"), FILES.values(), ids=list(FILES))
def test_ファイルとフォルダの名は_Windowsで作れる名になる(said: str, named: str) -> None:
    assert characters.file_name(said) == named
    assert characters.file_name(named) == named


SHEETS = {
    "ふつうの名": ("受講", True),
    "31字": ("あ" * 31, True),
    "32字": ("あ" * 32, False),
    "空": ("", False),
    "角括弧": ("受講[2026]", False),
    "コロン": ("受講:2026", False),
    "引用符で始まる": ("'受講", False),
    "途中の引用符": ("受講'26", True),
    "制御文字": ("受講\x07", False),
}


@pytest.mark.parametrize(("title", "taken"), SHEETS.values(), ids=list(SHEETS))
def test_Excelのシート名にならない題の表は_宣言できない(title: str, *, taken: bool) -> None:
    def declared() -> Table:
        return Table(key="x", title=title, group=Group.FACTS, columns=())

    if taken:
        assert declared().title == title
    else:
        with pytest.raises(ValueError, match="title"):
            declared()


# folding: what was compared by hand before

ALIKE: Mapping[str, tuple[Callable[[str, str], bool], str, str, bool]] = {
    "フォルダの名の全角空白": (folding.same_name, "期首　", "期首", True),
    "フォルダの名の見えない字": (folding.same_name, "年度\u200b末", "年度末", True),
    "別の時期": (folding.same_name, "期首", "年度末", False),
    "Excelは大文字小文字を分けない": (
        lambda a, b: folding.excel_key(a) == folding.excel_key(b),
        "MEMO",
        "memo",
        True,
    ),
    "Excelは全角と半角を分ける": (
        lambda a, b: folding.excel_key(a) == folding.excel_key(b),
        "名簿A",
        "名簿Ａ",
        False,
    ),
}


@pytest.mark.parametrize(("same", "one", "other", "expected"), ALIKE.values(), ids=list(ALIKE))
def test_同じ名かどうか(
    same: Callable[[str, str], bool], one: str, other: str, *, expected: bool
) -> None:
    assert same(one, other) is expected
