"""広域集計: what many municipalities' 公開データ come to together, one table a sheet."""

from ledger.layout.columns import Group, Table, code, date, number, text, whole

ABOUT = Table(
    key="federation_about",
    title="説明",
    group=Group.RESULTS,
    columns=(text("item", "項目", width=24), text("value", "内容", width=90)),
    note="何の集計で、何を足していないか",
)
SUMS = Table(
    key="federation_sums",
    title="広域集計",
    group=Group.RESULTS,
    columns=(
        text("indicator", "指標", width=24),
        text("category", "人材像の区分", width=14),
        whole("step", "Step"),
        text("unit", "単位", width=8),
        whole("areas", "値のある団体数", width=14),
        whole("withheld", "伏せた団体数", width=13),
        whole("absent", "値のない団体数", width=14),
        number("numerator", "分子の計", width=12),
        number("denominator", "分母の計"),
        number("value", "値", note="割合は分子の計 ÷ 分母の計。数は計"),
        whole("counted", "値に入れた団体数", width=16),
        number("lowest", "最小"),
        number("middle", "中央値"),
        number("highest", "最大"),
    ),
    note="指標と人材像の区分ごとの、値を公表した団体の計。伏せた団体は入っていない",
)
VALUES = Table(
    key="federation_values",
    title="団体別",
    group=Group.RESULTS,
    columns=(
        code("area_code", "全国地方公共団体コード", width=14),
        text("area_name", "団体名", width=18),
        text("indicator", "指標", width=24),
        text("category", "人材像の区分", width=14),
        whole("step", "Step"),
        text("about", "何の値か", width=36),
        number("numerator", "分子"),
        number("denominator", "分母"),
        number("value", "値"),
        text("unit", "単位", width=8),
        text("state", "状態", width=12),
    ),
    note="団体ごとの値。空欄の理由は状態の列",
)
AREAS = Table(
    key="federation_areas",
    title="団体",
    group=Group.RESULTS,
    columns=(
        code("area_code", "全国地方公共団体コード", width=14),
        text("area_name", "団体名", width=18),
        date("as_of", "時点"),
        text("settled", "時点の区分", width=12),
        whole("figures", "公表した値の数"),
        whole("withheld", "伏せた値の数"),
        text("folder", "フォルダ", width=30),
    ),
    note="読んだ公開データ",
)
TABLES = (ABOUT, SUMS, VALUES, AREAS)
