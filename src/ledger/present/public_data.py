"""公開データ: figures, what they are of and what their words mean, as CSV files for machines.

The files keep the rules on machine readability of government data (docs/public-data.md): one table
a file, one value a row, numbers as numbers, and why a number is missing in a column of its own.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledger.layout import ledger, public_tables as layout, public_words as words
from ledger.layout.area_codes import area_code
from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.frames import Tables, frame, records
from ledger.layout.public_text import plain
from ledger.model.calendar import wareki, wareki_year
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.terms.public import PublicCode
from ledger.model.withheld_words import BLANK, LEFT_OUT, SHOWN, WITHHELD, small
from ledger.present.csv_tables import UTF8, write_csv
from ledger.withhold.public_figures import PublicFigure

Row = Mapping[str, Cell]
_PLAIN = frozenset({Kind.TEXT, Kind.CODE})
_WHAT = "職員のデジタルに関する研修・Step・目標の集計。個人の情報はない"
_HOW = "ほかはtargets.csvの算出方法とcodes.csvの説明"


@dataclass(frozen=True)
class PublicData:
    """What 公開データ is made of.

    Attributes:
        figures: Every published figure.
        kpis: The rows of KPI that count.
        policy: The policy.
        tables: The ledger's tables.
        day: The day judged.
        created: 作成日.
    """

    figures: Sequence[PublicFigure]
    kpis: Sequence[Row]
    policy: Policy
    tables: Tables
    day: JudgedDay
    created: dt.date

    def files(self) -> dict[str, bytes]:
        """Return the files by name; the same input gives the same bytes."""
        rows: dict[str, Iterator[Row]] = {
            layout.FIGURES.key: self._figures(),
            layout.TARGETS.key: self._targets(),
            layout.PERSONAS.key: self._personas(),
            layout.CODES.key: self._codes(),
            layout.ITEMS.key: _items(),
            layout.METADATA.key: self._metadata(),
            layout.UPDATES.key: self._updates(),
        }
        return {layout.file_of(table): _csv(table, [*rows[table.key]]) for table in layout.TABLES}

    def _area(self) -> dict[str, Cell]:
        settings = self.policy.settings
        return {
            "area_code": area_code(settings.org_code),
            "area_name": settings.org_name or None,
            "fiscal_year": settings.fiscal_year,
            "fiscal_year_label": wareki_year(settings.fiscal_year),
            "as_of": self.day.on,
            "settled": self.day.note or "確定",
        }

    def _figures(self) -> Iterator[Row]:
        area = self._area()
        for one in self.figures:
            yield {
                **area,
                "group": one.group.value,
                "item": one.item.value,
                **one.about._asdict(),
                "value": None if one.value is None else float(one.value),
                "unit": one.unit or None,
                "state": one.state,
            }

    def _targets(self) -> Iterator[Row]:
        area = self._area()
        for row in self.kpis:
            target = self.policy.targets[str(row["target_code"])]
            yield {
                **area,
                **{key: row[key] for key in ("target_code", "target_name", "target_type", "unit")},
                "indicator": target.indicator.value,
                "horizon": target.horizon.value,
                "due_year": target.due_year,
                "verdict": row["verdict"],
                "definition": words.DEFINITIONS[target.indicator],
                "persona_code": target.persona_code,
                "step": target.step,
            }

    def _personas(self) -> Iterator[Row]:
        """Yield the personas in use, and those that targets are about."""
        asked = {self.policy.targets[str(row["target_code"])].persona_code for row in self.kpis}
        for code, persona in self.policy.personas.items():
            if persona.active or code in asked:
                yield {
                    "persona_code": code,
                    "persona_name": persona.persona_name,
                    "category": persona.category.value if persona.category else None,
                    "scope": persona.scope.value,
                    "definition": persona.definition,
                }

    def _codes(self) -> Iterator[Row]:
        for kind, code, name, meaning in (*self._signs(), *self._names()):
            yield {"kind": kind.value, "code": code, "name": name, "meaning": meaning}

    def _signs(self) -> Iterator[tuple[PublicCode, str, str, str]]:
        """Yield the words and signs that stand as values."""
        few = small(self.policy.settings.suppress_below)
        told = words.states(few, WITHHELD, LEFT_OUT, SHOWN, BLANK)
        units = dict.fromkeys(one.unit for one in self.figures if one.unit)
        units |= dict.fromkeys(str(row["unit"]) for row in self.kpis if row["unit"])
        listed: tuple[tuple[PublicCode, Mapping[str, str]], ...] = (
            (PublicCode.GROUP, {key.value: said for key, said in words.GROUPS.items()}),
            (PublicCode.ITEM, {key.value: said for key, said in words.ITEMS.items()}),
            (PublicCode.STATE, told),
            (PublicCode.UNIT, {unit: words.UNITS.get(unit, "単位") for unit in units}),
            (PublicCode.VERDICT, {key.value: said for key, said in words.VERDICTS.items()}),
        )
        for kind, meanings in listed:
            for code, meaning in meanings.items():
                yield kind, code, code, meaning

    def _names(self) -> Iterator[tuple[PublicCode, str, str, str]]:
        """Yield the codes that figures are of, with their names; no other code goes out."""
        policy, of = self.policy, [one.about for one in self.figures]
        trainings = dict.fromkeys(one.training_code for one in of if one.training_code)
        for code in trainings:
            yield PublicCode.TRAINING, code, policy.training_name(code), "研修"
        for code in dict.fromkeys(one.persona_code for one in of if one.persona_code):
            persona = policy.personas[code]
            meaning = persona.definition or "めざす職員の姿"
            yield PublicCode.PERSONA, code, persona.persona_name, meaning
        for code in dict.fromkeys(one.skill_code for one in of if one.skill_code):
            yield PublicCode.SKILL, code, policy.skill_name(code), "人材像に求めるスキル"
        for code in dict.fromkeys(one.tool_code for one in of if one.tool_code):
            yield PublicCode.TOOL, code, policy.tool_name(code), "習熟を見るツール"
        for step in sorted({one.step for one in of if one.step is not None}):
            name = f"Step{step}" if step else "未到達"
            yield PublicCode.STEP, str(step), name, "育成の段階。数が大きいほど上"

    def _metadata(self) -> Iterator[Row]:
        settings = self.policy.settings
        few = small(settings.suppress_below)
        of = f"{settings.org_name} デジタル人材育成台帳 {settings.year_label}".strip()
        withheld = (
            f"職員の修了・Step・合致などの{few}の数、0か全員の数、ほかの数から分かる数は値を書かず、"
            "状態の列に理由を書く。対象の職員数と目標の数は伏せない"
        )
        listed: tuple[tuple[str, str, Cell], ...] = (
            ("データの名前", "title", f"デジタル人材育成の指標 {settings.year_label}"),
            ("データの説明", "description", _WHAT),
            ("全国地方公共団体コード", "area_code", area_code(settings.org_code)),
            ("団体名", "publisher", settings.org_name or None),
            ("年度", "fiscal_year", f"{settings.fiscal_year}年度({settings.year_label})"),
            ("時点", "as_of", f"{self.day.on.isoformat()}({wareki(self.day.on)})"),
            ("時点の区分", "settled", self.day.note or "確定"),
            ("作成日", "created", f"{self.created.isoformat()}({wareki(self.created)})"),
            ("更新の頻度", "frequency", "年1回。基準日の値が確定したとき"),
            ("出典", "source", of),
            ("算出方法", "method", f"率の分母は{settings.rate_basis}。{_HOW}"),
            ("伏せた数", "suppression", withheld),
            ("空欄の意味", "blank", "空欄は0ではない。指標値の値の空欄は、状態の列に理由がある"),
            ("ファイル形式", "format", "CSV(カンマ区切り、1行目が項目名、改行はCRLF)"),
            ("文字コード", "encoding", "UTF-8(BOMあり)"),
            ("様式の版", "form_version", layout.FORM_VERSION),
        )  # fmt: skip
        for item, name, value in listed:
            yield {"item": item, "physical_name": name, "value": value}

    def _updates(self) -> Iterator[Row]:
        """Yield what became of the figures: settled, corrected, published; no reason of anybody."""
        dated: list[tuple[dt.date, int, str]] = []
        for row in records(ledger.BY_KEY["closings"], self.tables["closings"]):
            at, of, number = row["closed_at"], row["year"], row["correction_no"]
            if isinstance(at, dt.datetime) and isinstance(of, int):
                dated.append((at.date(), of, f"訂正 第{number}号" if number else "年度の数を確定"))
        year = self.policy.settings.fiscal_year
        dated.append((self.created, year, f"このデータを作成(様式の版 {layout.FORM_VERSION})"))
        for day, of, change in sorted(dated):
            yield {"updated_on": day, "fiscal_year": of, "change": change}


def _items() -> Iterator[Row]:
    """Yield every column of every file: 物理名, kind, unit and 定義."""
    for table in layout.TABLES:
        for position, column in enumerate(table.columns, start=1):
            yield {
                "file": layout.file_of(table),
                "position": position,
                "header": column.header,
                "physical_name": column.key,
                "type": _TYPES[column.kind],
                "unit": _unit(column.key),
                "definition": column.note,
            }


_TYPES = {Kind.TEXT: "文字", Kind.CODE: "文字", Kind.WHOLE: "整数", Kind.NUMBER: "数値"}
_TYPES |= {Kind.DATE: "日付"}


def _unit(key: str) -> str:
    """Return the unit of a column that always has the same one."""
    if key == "value":
        return "行ごと(単位の列)"
    return "年度" if key in {"fiscal_year", "due_year"} else "なし"


def _csv(table: Table, rows: Sequence[Row]) -> bytes:
    """Return a table as a file: UTF-8 with BOM, every text as it is published."""
    texts = {column.key for column in table.columns if column.kind in _PLAIN}

    def said(key: str, value: Cell) -> Cell:
        return plain(value) if key in texts and isinstance(value, str) else value

    listed = [{key: said(key, value) for key, value in row.items()} for row in rows]
    return write_csv(table, frame(table, listed), UTF8)
