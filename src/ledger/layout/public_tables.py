"""公開データ: the tables that go out to everybody, one a file, and what their columns mean.

They stay the same from year to year (machine readability, L3-07): a column is added at the end and
the version of the form goes up (`FORM_VERSION`), none is renamed or taken away. The key of a column
is its 物理名, its note its 定義; both go out with the data.
"""

from types import MappingProxyType

from ledger.layout.columns import Column, Group, Table, code, date, number, text, whole

FORM_VERSION = "1"
"""Version of the form of 公開データ."""


def _code(key: str, header: str, note: str) -> Column:
    return code(key, header, note=note)


def _words(key: str, header: str, note: str, width: float = 24) -> Column:
    return text(key, header, note=note, width=width)


AREA = (
    _code("area_code", "全国地方公共団体コード", "設定の団体コード。6桁の数字"),
    _words("area_name", "団体名", "全国地方公共団体コードの団体の名前"),
    whole("fiscal_year", "年度(西暦)", note="4月1日に始まる年度の、始まる年。西暦4桁", low=1990),
    _words("fiscal_year_label", "年度(和暦)", "年度(西暦)と同じ年度を和暦で書いたもの", 12),
    date("as_of", "時点", note="値を見た日。年-月-日(西暦)"),
    _words("settled", "時点の区分", "確定は年度の基準日の値。途中は基準日の前に見た値", 12),
)
"""Where and when a figure is of: on every row of figures."""

FIGURES = Table(
    key="figures",
    title="指標値",
    group=Group.RESULTS,
    columns=(
        *AREA,
        _words("group", "区分", "何の数か。値の意味はcodes.csvの種別「区分」", 16),
        _words("item", "項目", "区分の中の、どの数か。値の意味はcodes.csvの種別「項目」", 12),
        _code("target_code", "目標コード", "区分が目標の行。targets.csvの目標コード"),
        _code("training_code", "研修コード", "研修の行。名称はcodes.csvにある"),
        _code("persona_code", "人材像コード", "人材像の行。名称はcodes.csvにある"),
        _code("skill_code", "スキルコード", "スキルの行。名称はcodes.csvにある"),
        _code(
            "tool_code",
            "ツールコード",
            "ツールの行。名称はcodes.csvにある",
        ),
        whole("step", "Step", note="Step分布の行。0は未到達。名称はcodes.csvの種別「Step」"),
        number("value", "値", note="数値だけが入る。空欄は0ではなく、理由は状態の列にある"),
        _words("unit", "単位", "値の単位", 8),
        _words("state", "状態", "公表か、値がない理由。codes.csvの種別「状態」", 12),
    ),
    note="1行に1つの値(縦持ち)。指標の値と、値がないときの理由",
)

TARGETS = Table(
    key="targets",
    title="目標の一覧",
    group=Group.RESULTS,
    columns=(
        *AREA,
        _code("target_code", "目標コード", "指標値の目標コード"),
        _words("target_name", "目標名", "目標の名前", 40),
        _words("target_type", "目標類型", "7つの目標類型のどれか", 18),
        _words("indicator", "指標", "何を数える目標か", 18),
        _words("unit", "単位", "実績と目標値の単位", 8),
        _words("horizon", "期間区分", "年度計画、基本方針、両方のどれか", 12),
        whole("due_year", "期限年度(西暦)", note="目標値に届かせる年度。西暦4桁", low=1990),
        _words("verdict", "判定", "目標に対する判定。codes.csvの種別「判定」", 12),
        _words("definition", "算出方法", "指標の数え方", 60),
        _code(
            "persona_code", "人材像コード", "人材像についての目標のとき。personas.csvの人材像コード"
        ),
        whole("step", "Step", note="Stepについての目標のとき、どのStepから数えるか"),
    ),
    note="目標ごとの定義・算出方法と、いまの判定",
)

PERSONAS = Table(
    key="personas",
    title="人材像の一覧",
    group=Group.RESULTS,
    columns=(
        _code("persona_code", "人材像コード", "指標値と目標の一覧の人材像コード"),
        _words("persona_name", "人材像名", "人材像の名前"),
        _words(
            "category", "人材像の区分", "一般、推進、専門、外部のどれか。団体どうしを比べる区分", 12
        ),
        _words("scope", "対象", "全職員か、指名した職員か", 10),
        _words("definition", "定義", "どんな人か", 60),
    ),
    note="めざす職員の姿と、その区分",
)

CODES = Table(
    key="codes",
    title="コード表",
    group=Group.RESULTS,
    columns=(
        _words("kind", "種別", "どの列のコードか", 16),
        _code("code", "コード", "その列に入る値"),
        _words("name", "名称", "コードの名前", 40),
        _words("meaning", "説明", "コードの意味", 60),
    ),
    note="指標値と目標の一覧に出るコードと記号の意味",
)

ITEMS = Table(
    key="columns",
    title="データ項目定義",
    group=Group.RESULTS,
    columns=(
        _words("file", "ファイル名", "項目のあるファイル", 16),
        whole("position", "項番", note="ファイルの中での、左からの順", low=1),
        _words("header", "項目名", "見出しの行に書いてある名前"),
        _words("physical_name", "物理名", "英数字の名前", 20),
        _words("type", "データ型", "文字、整数、数値、日付のどれか", 12),
        _words("unit", "単位", "列の単位。行ごとに違うものは、行の単位の列", 12),
        _words("definition", "定義", "何が入るか", 60),
    ),
    note="すべてのファイルの、すべての列の定義",
)

METADATA = Table(
    key="metadata",
    title="メタデータ",
    group=Group.RESULTS,
    columns=(
        _words("item", "項目名", "何についてのことか"),
        _words("physical_name", "物理名", "英数字の名前", 20),
        _words("value", "内容", "その中身", 80),
    ),
    note="データ全体の説明: 時点、出典、文字コード、伏せた数の決まり",
)

UPDATES = Table(
    key="updates",
    title="更新履歴",
    group=Group.RESULTS,
    columns=(
        date("updated_on", "更新日", note="年-月-日(西暦)"),
        whole("fiscal_year", "年度(西暦)", note="どの年度の数についての更新か", low=1990),
        _words("change", "内容", "何が変わったか", 60),
    ),
    note="数を確定した日、訂正した日、このデータを作った日",
)

TABLES = (FIGURES, TARGETS, PERSONAS, CODES, ITEMS, METADATA, UPDATES)
BY_KEY = MappingProxyType({table.key: table for table in TABLES})
ENDING = ".csv"


def file_of(table: Table) -> str:
    """Return the name of a table's file."""
    return table.key + ENDING
