"""広域集計: many municipalities' 公開データ in one workbook, and what is never added up."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st
from typer.testing import CliRunner

from ledger.cli import app
from ledger.layout import federation_tables, public_tables
from ledger.layout.columns import NewRow
from ledger.layout.frames import frame, records
from ledger.measure.federation import AreaFigure, area_figures, federated
from ledger.model.problems import Refusal
from ledger.model.sheet_room import NEARLY_FULL, refuse_full
from ledger.present.csv_tables import UTF8, write_csv
from small_office import office_in

CITIES = {"131016": "千代田区", "131024": "中央区", "131032": "港区"}
CATEGORIES = {"P01": "一般", "P02": "推進"}


def figure(item: str, value: float | None, state: str = "公表", **more: object) -> NewRow:
    given: NewRow = {"group": "目標", "item": item, "value": value, "state": state, "unit": "%"}
    return {**given, **more}  # type: ignore[dict-item]


def share(
    above: float | None, below: float | None, value: float | None, **more: object
) -> list[NewRow]:
    """Return 実績 as a share with its parts; None is withheld."""
    parts = ((above, "分子"), (below, "分母"))
    rows = [figure("実績", value, "公表" if value is not None else "5人未満", **more)]
    return rows + [
        figure(item, number, "公表" if number is not None else "秘匿", **{**more, "unit": "名"})
        for number, item in parts
    ]


def package(  # noqa: PLR0913 - what a municipality may send in another way
    folder: Path,
    code: str,
    figures: list[NewRow],
    year: int = 2025,
    *,
    version: str = "1",
    targets: list[NewRow] | None = None,
) -> Path:
    """Write 公開データ as a municipality would."""
    area: NewRow = {
        "area_code": code,
        "area_name": CITIES.get(code, code),
        "fiscal_year": year,
        "settled": "確定",
    }
    aims = targets or [
        {
            "target_code": "K01",
            "indicator": "Step到達率",
            "persona_code": "P02",
            "step": 2,
            "unit": "%",
        }
    ]
    rows: Mapping[str, list[NewRow]] = {
        "figures": [{**area, "target_code": "K01", **one} for one in figures],
        "targets": [{**area, **one} for one in aims],
        "personas": [
            {"persona_code": key, "persona_name": key, "category": word}
            for key, word in CATEGORIES.items()
        ],
        "metadata": [{"item": "様式の版", "physical_name": "form_version", "value": version}],
    }
    home = folder / code
    home.mkdir(parents=True)
    for table in public_tables.TABLES:
        if table.key in rows:
            data = write_csv(table, frame(table, rows[table.key]), UTF8)
            (home / public_tables.file_of(table)).write_bytes(data)
    return home


def run(*words: object, expect: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == expect, result.output
    return result.output


def table_of(path: Path, title: str) -> list[dict[str, object]]:
    rows = openpyxl.load_workbook(path)[title].iter_rows(values_only=True)
    headers = [str(one) for one in next(rows)]
    return [dict(zip(headers, row, strict=True)) for row in rows]


def test_割合は_分子の計を分母の計で割る(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    package(tmp_path / "公開", "131024", share(90, 100, 90.0))
    package(tmp_path / "公開", "131032", share(5, 800, 0.6))
    out = tmp_path / "広域.xlsx"
    said = run("federate", tmp_path / "公開", out)
    assert "3 団体" in said
    (row,) = table_of(out, "広域集計")
    # (30 + 90 + 5) ÷ (100 + 100 + 800) = 12.5%。割合の平均 40.2% ではない
    assert (row["値"], row["値に入れた団体数"], row["分母の計"]) == (12.5, 3, 1000)
    assert (row["指標"], row["人材像の区分"], row["Step"]) == ("Step到達率", "推進", 2)
    assert (row["最小"], row["中央値"], row["最大"]) == (0.6, 30.0, 90.0)
    assert [one["団体名"] for one in table_of(out, "団体")] == ["千代田区", "中央区", "港区"]


def test_伏せた値は_どこにも足さず_何団体かだけを言う(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    package(tmp_path / "公開", "131024", share(None, 40, None))
    package(tmp_path / "公開", "131032", [figure("実績", None, "算定不能")])
    out = tmp_path / "広域.xlsx"
    run("federate", tmp_path / "公開", out)
    (row,) = table_of(out, "広域集計")
    counted = (row["値のある団体数"], row["伏せた団体数"], row["値のない団体数"])
    assert counted == (1, 1, 1)
    assert (row["分子の計"], row["分母の計"], row["値"]) == (30, 100, 30.0), "40は足さない"
    values = table_of(out, "団体別")
    assert [one["状態"] for one in values] == ["公表", "5人未満", "算定不能"]
    assert [one["値"] for one in values] == [30, None, None]


def test_割合の片方が伏せてあれば_割合も伏せた値にする(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    package(tmp_path / "公開", "131024", share(None, 100, 80.0))
    out = tmp_path / "広域.xlsx"
    run("federate", tmp_path / "公開", out)
    (row,) = table_of(out, "広域集計")
    assert (row["値のある団体数"], row["伏せた団体数"], row["値に入れた団体数"]) == (1, 1, 1)
    assert (row["値"], row["最大"]) == (30.0, 30.0), "80%から、伏せた分子が分かる"
    own = table_of(out, "団体別")[1]
    assert (own["値"], own["分母"], own["状態"]) == (None, None, "秘匿")


def test_スキルの参加率は_分子の計を分母の計で割る(tmp_path: Path) -> None:
    for code, above in (("131016", 10), ("131024", 30)):
        of = {"group": "スキルの参加率", "target_code": None, "persona_code": "P02", "unit": "名"}
        parts = ((above, "分子"), (40, "分母"), (1, "提供回数"))
        rows = [figure(item, value, "公表", **{**of, "skill_code": "S01"}) for value, item in parts]
        package(tmp_path / "公開", code, rows)
    out = tmp_path / "広域.xlsx"
    run("federate", tmp_path / "公開", out)
    (row,) = table_of(out, "広域集計")
    # (10 + 30) ÷ (40 + 40) = 50%
    assert (row["指標"], row["値"], row["単位"], row["分母の計"]) == ("スキルの参加率", 50, "%", 80)
    assert (row["人材像の区分"], row["最小"], row["最大"]) == ("推進", 25, 75)


def test_目標の研修を_研修ごとの率と二重に足さない(tmp_path: Path) -> None:
    aim: NewRow = {"target_code": "K01", "indicator": "受講率", "unit": "%"}
    training = {"group": "受講率", "target_code": None, "training_code": "T01"}
    parts = ((30.0, "率", "%"), (30, "分子", "名"), (100, "分母", "名"))
    rows = [
        figure(item, value, "公表", **{**training, "unit": unit}) for value, item, unit in parts
    ]
    package(tmp_path / "公開", "131016", [*share(30, 100, 30.0), *rows], targets=[aim])
    out = tmp_path / "広域.xlsx"
    run("federate", tmp_path / "公開", out)
    found = {row["指標"]: row["分母の計"] for row in table_of(out, "広域集計")}
    assert found == {"受講率": 100, "研修ごとの受講率": 100}


def without_targets(home: Path) -> None:
    (home / "targets.csv").unlink()


def broken(home: Path) -> None:
    (home / "personas.csv").write_bytes(b"\x00\xff")


def of_later_version(home: Path) -> None:
    (home / "metadata.csv").write_text("項目名,物理名,内容\n様式の版,form_version,9\n", "utf-8")


def without_values(home: Path) -> None:
    path = home / "figures.csv"
    path.write_text(path.read_text("utf-8-sig").split("\n")[0], "utf-8")


def in_figures(old: str, new: str) -> Callable[[Path], None]:
    def spoil(home: Path) -> None:
        path = home / "figures.csv"
        text = path.read_text("utf-8-sig")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(in_figures("目標,", "inf,"), "区分」の「inf」", id="知らない区分"),
        pytest.param(in_figures("分母", "分 母"), "項目」の「分 母」", id="知らない項目"),
        pytest.param(in_figures("2025", ""), "年度がないか", id="年度がない"),
        pytest.param(
            in_figures("90,%,公表", "90,%,5人未満"),
            "package-withheld-value",
            id="伏せた行に値がある",
        ),
        pytest.param(without_targets, "131024/targets.csv", id="ファイルがない"),
        pytest.param(broken, "131024/personas.csv", id="壊れている"),
        pytest.param(of_later_version, "様式の版", id="版が違う"),
        pytest.param(without_values, "混ざって", id="値がない"),
    ],
)
def test_そろわない団体は_丸ごと外して言う(
    tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    spoil(package(tmp_path / "公開", "131024", share(90, 100, 90.0)))
    out = tmp_path / "広域.xlsx"
    output = run("federate", tmp_path / "公開", out, expect=1)
    assert said in output
    assert "131024" in output
    assert [one["団体名"] for one in table_of(out, "団体")] == ["千代田区"]
    assert "131024" in str(table_of(out, "説明"))


def test_同じ団体が2つあれば_どちらも入れない(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    home = package(tmp_path / "公開", "131024", share(90, 100, 90.0))
    shutil.copytree(home, tmp_path / "公開" / "再送" / "131024")
    out = tmp_path / "広域.xlsx"
    output = run("federate", tmp_path / "公開", out, expect=1)
    assert "「131024」「再送/131024」" in output
    (row,) = table_of(out, "広域集計")
    assert row["値"] == 30.0


def test_年度は_一番新しいものか_言われたもの(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0), 2025)
    package(tmp_path / "公開", "131024", share(90, 100, 90.0), 2024)
    out = tmp_path / "広域.xlsx"
    output = run("federate", tmp_path / "公開", out, expect=1)
    assert "令和6年度の公開データです" in output
    assert [one["団体名"] for one in table_of(out, "団体")] == ["千代田区"]
    run("federate", tmp_path / "公開", out, "--year", "2024", expect=1)
    assert [one["団体名"] for one in table_of(out, "団体")] == ["中央区"]


def test_公開データがなければ_何も作らない(tmp_path: Path) -> None:
    (tmp_path / "公開").mkdir()
    out = tmp_path / "広域.xlsx"
    assert "まとめられる公開データがありません" in run("federate", tmp_path / "公開", out, expect=2)
    run("federate", tmp_path / "ない", out, expect=2)
    assert not out.exists()


def test_ほかのブックは_書き換えない(tmp_path: Path) -> None:
    package(tmp_path / "公開", "131016", share(30, 100, 30.0))
    out = tmp_path / "広域.xlsx"
    openpyxl.Workbook().save(out)
    before = out.read_bytes()
    run("federate", tmp_path / "公開", out, expect=2)
    assert out.read_bytes() == before


def test_台帳から書き出した公開データが_そのまま入る(tmp_path: Path) -> None:
    office = office_in(tmp_path / "市")
    office.run("export", office.ledger, tmp_path / "公開" / "市", "--public")
    out = tmp_path / "広域.xlsx"
    run("federate", tmp_path / "公開", out)
    values = table_of(out, "団体別")
    published = sum(1 for one in values if one["状態"] == "公表")
    assert published > 0
    assert {one["人材像の区分"] for one in values} <= {"全体", "一般", "推進", "専門", "外部"}
    assert set(openpyxl.load_workbook(out).sheetnames) == {
        *(table.title for table in federation_tables.TABLES),
        "_meta",
    }


def test_シートの8割までは書き_超えれば断る() -> None:
    refuse_full("受講", NEARLY_FULL)
    with pytest.raises(Refusal) as refused:
        refuse_full("受講", NEARLY_FULL + 1)
    assert refused.value.problem.code == "sheet-full"


def test_台帳も_シートの8割を超えるなら_書き込まない(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = office_in(tmp_path)
    before = office.ledger.read_bytes()
    monkeypatch.setattr("ledger.model.sheet_room.NEARLY_FULL", 1)
    said = str(office.run("plan", office.ledger, expect=(2,)))
    assert "sheet-full" in said
    assert "書き込んでいません" in said
    assert office.ledger.read_bytes() == before


_PARTS = st.none() | st.integers(0, 50)


AIM: NewRow = {"target_code": "K01", "indicator": "率", "persona_code": None, "step": None}


def drawn_figures(parts: list[tuple[int | None, int | None]]) -> Iterator[AreaFigure]:
    for number, (above, below) in enumerate(parts):
        area: NewRow = {"area_code": f"{number:06}", "area_name": "市", "target_code": "K01"}
        rows = share(above, below, None if above is None or not below else 1.0)
        whole = frame(public_tables.FIGURES, [{**area, **one} for one in rows])
        yield from area_figures(records(public_tables.FIGURES, whole), [AIM], [])


@settings(deadline=None)
@given(st.lists(st.tuples(_PARTS, _PARTS), min_size=1, max_size=8))
def test_計には_見せた団体の数だけが入る(parts: list[tuple[int | None, int | None]]) -> None:
    (found,) = federated(list(drawn_figures(parts)))
    shown = [(above, below) for above, below in parts if above is not None and below]
    assert found.areas == len(shown)
    assert found.areas + found.withheld + found.absent == len(parts)
    if shown:
        assert found.numerator == sum(above for above, _ in shown)
        assert found.denominator == sum(below for _, below in shown)
    else:
        assert found.value is None
