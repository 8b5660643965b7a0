"""What report and extract of one run tell a reader, as sums over counts."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from small_numbers.books import Book, Row, steps_of
from small_numbers.solver import FREE, Hidden, Name, Reader


class Public(NamedTuple):
    """What everybody knows of a municipality.

    Attributes:
        parents: The organisation chart: the section above each.
        whole_year: Rates hold those who left within the year, too.
        highest_holds: Personas whose Step is the highest over their tools for everybody (the
            supervisor may have said otherwise).
    """

    parents: Mapping[str, str | None]
    whole_year: bool
    highest_holds: frozenset[str]


_FEW = re.compile(r"(\d+)人未満")
_ATTENDED = re.compile(r"「([^」]+)」を修了した人を、機会のあった人で割った")
_COMPLETED = re.compile(r"有効な「([^」]+)」の修了がある人を、対象の人で割った")
_STEPPED = re.compile(r"人材像「([^」]+)」(?:\(ツール「([^」]+)」\))?の正式Stepが(\d+)以上の人\(")
_PLACED = re.compile(
    r"人材像「([^」]+)」(?:\(ツール「([^」]+)」\))?の正式Stepが(\d+)以上の人が(\d+)名以上いる課"
)
_LEVEL = re.compile(r"「([^」]+)」の習熟がレベル(\d+)以上の人が(\d+)名以上いる課")
_OF_WHICH = re.compile(r"(うち要更新|うち上長変更) (\S+?)(?:名)?(?=[、)])")
_OUT = re.compile(r"分母 (\d+)(?:\(除外なし\)| = (\d+) − (.+))")
_UNTOLD = re.compile(r"分母 (\d+)\(除いた人の数は、少人数のため書きません\)")
_PARTS = re.compile(r"(?:− )?(\S+) (\d+)")
_VERDICTS = re.compile(r"人材像ごとの判定 (\d+)件: (.+)。うち上長が変えた判定 (\S+?)件?")


class Knowledge:
    """A reader who has both workbooks, the organisation chart and a pencil."""

    def __init__(self, report: Book, extract: Book, public: Public) -> None:
        """Read both.

        Args:
            report: The report.
            extract: The extract.
            public: What everybody knows.
        """
        self.reader, self._report, self._extract = Reader(), report, extract
        self._parents, self._whole_year = public.parents, public.whole_year
        self._highest_holds = public.highest_holds
        said = " ".join(str(row["内容"]) + str(row["項目"]) for row in report["summary"])
        said += " ".join(str(row["数え方"]) for row in report["methods"])
        self._least = int(_FEW.findall(said)[0])
        self._year = int(re.findall(r"\((\d+)年度\)", said)[0])
        codes = extract["share_codes"]
        self._code = {(row["区分"], row["名称"]): str(row["コード"]) for row in codes}
        self._most: dict[Name, int] = {}
        self._rates()
        self._steps()
        self._gaps()
        self._summary()
        self._kpis()
        self._coverage()
        self._completion_rows()
        self._step_rows()
        self._missing_rows()

    def _cell(self, where: str, name: Name, value: object, most: int) -> None:
        """Read a cell: a number, or a marker."""
        self._most[name] = most
        self.reader.within(name, 0, most)
        if isinstance(value, int):
            self.reader.within(name, value, value)
        elif isinstance(value, str) and (few := _FEW.fullmatch(value)):
            self.reader.within(name, 1, int(few[1]) - 1)
            self.reader.hidden.append(Hidden(where, name, int(few[1]) - 1))
        elif value == "秘匿":
            self.reader.hidden.append(Hidden(where, name, most + 1))
        else:
            assert value in (None, "掲載なし"), (where, value)

    def _rate(self, where: str, name: Name, row: Row) -> None:
        """Read a rate: 分子 and 分母, and the rate beside them."""
        base = row.get("分母(名)", row.get("分母"))
        top = row.get("分子(名)", row.get("分子"))
        if isinstance(base, int) and base:
            hidden = row["状態"] == "秘匿"
            self._cell(where, name, "秘匿" if hidden and top is None else top, base)
            assert hidden == (row["率(%)"] is None), where

    def _rates(self) -> None:
        report = self._report
        for table, kind in (("attendance_rates", "受講"), ("completion_rates", "修了")):
            for row in report[table]:
                name: Name = (kind, row["研修コード"])
                self._rate(f"参加率 {name}", name, row)
                self._note(("研修", row["研修コード"]), name, row["分母の注"])
        for row in report["mandatory_rates"]:
            name = ("必須", row["人材像コード"])
            self._rate(f"参加率 {name}", name, row)
            self._note(("人材像", row["人材像"]), name, row["分母の注"])
        self._needed()
        self._lapsing()
        self._matrix()
        by_training: dict[object, set[Name]] = {}
        for row in report["section_rates"]:
            if row["所属コード"]:
                name = ("受講", row["研修コード"], row["所属コード"])
                self._rate(f"所属別 {name}", name, row)
                by_training.setdefault(row["研修コード"], set()).add(name)
        for row in self._extract["share_rates"]:
            where = (row["所属コード"],) if row["所属コード"] else ()
            self._rate("受講率", ("受講", row["研修コード"], *where), row)
        for code, parts in by_training.items():
            own = [part for part in parts if part in self._most]
            whole: Name = ("受講", code)
            if whole in self._most and own:
                rest = self._most[whole] - sum(self._most[part] for part in own)
                self.reader.within(("受講", code, ""), 0, rest)
                self.reader.equal(whole, [*own, ("受講", code, "")])

    def _needed(self) -> None:
        """Read next year's seats: none is few, and none is told where 修了 is hidden.

        They are counted on 4/1 over other people, so that nothing adds up with the rates.
        """
        done = {row["研修名"]: row["分子(名)"] for row in self._report["completion_rates"]}
        for row in (*self._report["next_year_needs"], *self._report["next_year_trainings"]):
            seats = row["必要席数(席)"]
            if isinstance(seats, int):
                assert seats >= self._least, row
                assert row["研修名"] not in done or isinstance(done[row["研修名"]], int), row
            else:
                assert {row["必要回数(回)"], row["金額(円)"], seats} <= {"秘匿", None}, row

    def _lapsing(self) -> None:
        """Read what lapses: neither those who lapse nor those who hold on are few, 修了 is told."""
        done = {row["研修コード"]: row["分子(名)"] for row in self._report["completion_rates"]}
        for row in self._report["lapsing"]:
            soon, held = row["期限が切れる人(名)"], done.get(row["研修コード"])
            if not isinstance(soon, int):
                assert soon in {"秘匿", None}, row
                continue
            assert isinstance(held, int) or row["研修コード"] not in done, row
            for part in (soon, *([held - soon] if isinstance(held, int) else [])):
                assert part <= 0 or part >= self._least, row

    def _matrix(self) -> None:
        """Hold 課×研修 against the list: it tells nothing that the list does not."""
        listed: dict[tuple[object, object], object] = {}
        for row in self._report["section_rates"]:
            told = row["率(%)"] if row["率(%)"] is not None else row["状態"]
            listed[row["所属"], row["研修名"]] = told
        for row in self._report["section_matrix"][1:]:
            for head, value in list(row.items())[1:]:
                alone = listed.get(("すべての課", head), "掲載なし")
                assert value == listed.get((row["所属"], head), alone), (row["所属"], head)

    def _note(self, base: Name, rate: Name, note: object) -> None:
        """Read 分母の注: all rates about the same people begin with the same number of them."""
        people, out = ("在籍", *base), ("除外", *rate)
        text = str(note)
        if told := _OUT.fullmatch(text):
            left = sum(int(n) for _, n in _PARTS.findall(told[3] or ""))
            assert not told[2] or int(told[2]) == int(told[1]) + left
            for reason, many in _PARTS.findall(told[3] or ""):
                assert int(many) >= self._least, f"{rate}: {reason} {many}"
            self.reader.within(people, int(told[1]) + left, int(told[1]) + left)
        elif untold := _UNTOLD.fullmatch(text):
            self.reader.between([(people, 1), (out, -1)], int(untold[1]), int(untold[1]))
            self.reader.hidden.append(Hidden(f"分母の注 {rate}", out, FREE))

    def _steps(self) -> None:
        for row in self._report["step_people"]:
            total = row["対象(名)"]
            if not isinstance(total, int):
                continue
            names = []
            for step, value in steps_of(row, "名"):
                if value is not None:
                    name = ("Step", row["人材像"], row["ツール"], step)
                    self._cell(f"Step分布 {name}", name, value, total)
                    names.append(name)
            self.reader.between([(name, 1) for name in names], total, total)
            if row["ツール"] is None:
                self._note(("人材像", row["人材像"]), ("Step", row["人材像"]), row["分母の注"])
        self._tools()

    def _tools(self) -> None:
        """Learn that a persona's Step is the highest over its tools."""
        rows = self._report["step_people"]
        for row in rows:
            tools = [r for r in rows if r["人材像"] == row["人材像"] and r["ツール"]]
            if not all(isinstance(one["対象(名)"], int) for one in (row, *tools)):
                continue
            holds = self._code.get(("人材像", row["人材像"])) in self._highest_holds
            if row["ツール"] is None and tools and holds:
                for step, value in steps_of(row, "名"):
                    if step and value is not None:
                        self._highest(row, tools, step)

    def _highest(self, row: Row, tools: list[Row], step: int) -> None:
        whole = self._above(row["人材像"], None, step)
        every: list[tuple[Name, int]] = []
        for tool in tools:
            own = self._above(row["人材像"], tool["ツール"], step)
            self.reader.between([*((n, 1) for n in whole), *((n, -1) for n in own)], 0, FREE)
            every += [(n, 1) for n in own]
        self.reader.between([*every, *((n, -1) for n in whole)], 0, FREE)

    def _above(self, persona: object, tool: object, step: int) -> list[Name]:
        return [
            name
            for name in self._most
            if name[:3] == ("Step", persona, tool) and int(str(name[3])) >= step
        ]

    def _gaps(self) -> None:
        for row in self._report["gaps_by_training"]:
            base, top = row["分母(名)"], row["分子(名)"]
            if isinstance(base, int) and base:
                name = ("スキル", row["人材像"], row["スキル"])
                self._cell(f"ギャップ {name}", name, top, base)
                assert ("%" in str(row["表示"])) == isinstance(top, int)
                assert isinstance(top, int) or row["方向性"] == "秘匿"
        for row in self._report["gaps_by_people"]:
            name = ("合致", row["人材像"], row["スキル"])
            self._cell(f"ギャップ {name}", name, row["合致(名)"], FREE)
            shown = isinstance(row["合致(名)"], int)
            assert shown == (re.search(r"合致 \d+名", str(row["表示"])) is not None)
            assert shown or row["必要(名)"] is None or row["不足(名)"] == "秘匿"
            assert shown or row["スキル"] is None or row["方向性"] == "秘匿"

    def _summary(self) -> None:
        said = {row["項目"]: str(row["内容"]) for row in self._report["summary"]}
        if told := _VERDICTS.fullmatch(said["正式Stepの状態"]):
            total, names = int(told[1]), []
            for part in told[2].split("、"):
                state, value = part.split(" ")
                name = ("状態", state)
                names.append(name)
                number = int(value) if value.isdigit() else value
                self._cell(f"要約 {state}", name, number, total)
            self.reader.between([(name, 1) for name in names], total, total)
            changed = int(told[3]) if told[3].isdigit() else told[3]
            self._cell("要約 上長が変えた判定", ("状態", "上長変更"), changed, total)

    def _kpis(self) -> None:
        for row in self._report["kpi_bases"]:
            text, top, base = str(row["算定根拠"]), row["分子"], row["分母"]
            if not isinstance(top, int):
                continue
            for pattern, kind in ((_ATTENDED, "受講"), (_COMPLETED, "修了")):
                if found := pattern.search(text):
                    code = self._code.get(("研修", found[1]))
                    if self._most.get((kind, code)) == base:
                        self.reader.within((kind, code), top, top)
            if found := _STEPPED.search(text):
                tool = found[2]
                above = self._above(found[1], tool, int(found[3]))
                if above:
                    most = FREE if self._whole_year else top
                    self.reader.between([(name, 1) for name in above], top, most)
                for word, value in _OF_WHICH.findall(text):
                    name = (word, found[1], tool, found[3], top)
                    number = int(value) if value.isdigit() else value
                    self._cell(f"算定根拠 {name}", name, number, top)
                    if word == "うち要更新" and tool is None:
                        self.reader.at_most(name, ("状態", "要更新"))

    def _coverage(self) -> None:
        texts = {row["目標コード"]: str(row["算定根拠"]) for row in self._report["kpi_bases"]}
        for row in self._report["coverage"]:
            text, there = texts[row["目標コード"]], row["全庁の実績(名)"]
            covered = row["足りる課"]
            placed, level = _PLACED.search(text), _LEVEL.search(text)
            if placed or level:
                assert re.fullmatch(r"(\d+課)?", str(row["不足先"] or "")), row["不足先"]
            if not isinstance(covered, int) or not (placed or level):
                continue
            name: Name = ("配置", row["目標コード"])
            wanted = int(placed[4] if placed else str(level and level[3]))
            if placed:
                above = self._above(placed[1], placed[2], int(placed[3]))
                if above:
                    self.reader.equal(name, above)
            self._cell(f"全庁と各課 {name}", name, there, FREE)
            self.reader.within(name, covered * wanted, FREE)
            assert isinstance(there, int) or row["全庁では"] == "秘匿"

    def _completion_rows(self) -> None:
        by_training: dict[object, list[Row]] = {}
        for row in self._extract["share_completions"]:
            if row["研修コード"]:
                by_training.setdefault(row["研修コード"], []).append(row)
        for code, rows in by_training.items():
            self._rows_of(code, rows)

    def _rows_of(self, code: object, rows: list[Row]) -> None:
        groups: dict[Name, list[Row]] = {}
        for row in rows:
            at = row["所属コード"], row["所属名"], row["職層"]
            groups.setdefault(at, []).append(row)
        done: list[Name] = []
        now: list[Name] = []
        for label, own in groups.items():
            assert len(own) >= self._least, f"修了 {code} {label}: {len(own)} rows"
            hidden = {row["伏せた値"] for row in own}
            assert len(hidden) == 1
            (what,) = hidden
            ticks, years = ("○", code, *label), ("今年度", code, *label)
            count = sum(row["修了"] == "○" for row in own)
            this_year = sum(row["修了年度"] == self._year for row in own)
            whole = what == "修了・修了年度"
            low, high = self.reader.bounds.get(("受講", code), (0, FREE))
            told = high == 0 or (low == high and len(groups) == 1)  # a KPI, or nobody
            self._cell(f"修了 {ticks}", ticks, "秘匿" if whole else count, len(own))
            if what and ("受講", code) in self._most and not told:
                self._cell(f"修了 {years}", years, "秘匿", len(own))
            elif not what:
                self._cell(f"修了 {years}", years, this_year, len(own))
            done.append(ticks)
            now.append(years)
        self._add(("修了", code), done)
        self._add(("受講", code), now)
        self._places(code, groups)

    def _add(self, whole: Name, parts: Sequence[Name]) -> None:
        """Learn that rows are all people, or some of them."""
        if whole in self._most and not self._whole_year:
            self.reader.equal(whole, parts)
        elif whole in self._most:
            self.reader.between([(whole, 1), *((part, -1) for part in parts)], 0, FREE)

    def _places(self, code: object, groups: Mapping[Name, list[Row]]) -> None:
        """Learn what groups tell of the 課 that the report names."""
        divisions = [n[2] for n in self._most if n[:2] == ("受講", code) and len(n) == 3]
        below: dict[object, list[Name]] = {}
        for label in groups:
            path = self._path(label[0])
            division = next((at for at in path if at in divisions), None)
            if division is not None:
                below.setdefault(division, []).append(("今年度", code, *label))
        for division, parts in below.items():
            name = ("受講", code, division)
            if self._whole_year:
                self.reader.between([(name, 1), *((p, -1) for p in parts)], 0, FREE)
            else:
                self.reader.equal(name, parts)
        for label, own in groups.items():
            inside = [
                at for at in divisions if at not in below and self._holder(at, groups) == label
            ]
            if label[0] not in below and inside and not self._whole_year:
                rest = ("ほか", code, *label)
                sizes = sum(self._most[("受講", code, at)] for at in inside)
                self.reader.within(rest, 0, max(len(own) - sizes, 0))
                parts = [("受講", code, at) for at in inside]
                self.reader.equal(("今年度", code, *label), [*parts, rest])

    def _path(self, section: object) -> list[object]:
        found: list[object] = []
        at: object = section
        while at is not None and at not in found:
            found.append(at)
            at = self._parents.get(str(at))
        return found

    def _holder(self, division: object, groups: Mapping[Name, list[Row]]) -> Name | None:
        """Return the group that a 課 without its own is part of: the nearest above it."""
        for at in [*self._path(division)[1:], None]:
            found = [label for label in groups if label[0] == at]
            if found:
                return found[0]
        return None

    def _is_told(self, whole: Name, rows: list[Row]) -> bool:
        """Say whether a KPI (or nobody) tells what the rows of all people do not say again."""
        low, high = self.reader.bounds[whole]
        return (low, high) == (0, 0) or (low == high and len(rows) == self._most[whole])

    def _step_rows(self) -> None:
        names = {
            code: name for (kind, name), code in self._code.items() if kind in ("人材像", "ツール")
        }
        groups: dict[Name, list[Row]] = {}
        for row in self._extract["share_steps"]:
            if row["人材像コード"]:
                ladder = row["人材像コード"], row["ツールコード"]
                label = row["所属コード"], row["所属名"], row["職層"]
                groups.setdefault((*ladder, *label), []).append(row)
        parts: dict[Name, list[Name]] = {}
        for key, own in groups.items():
            assert len(own) >= self._least, f"Step {key}: {len(own)} rows"
            persona, tool = names.get(str(key[0])), names.get(str(key[1]))
            there = [n for n in self._most if n[:3] == ("Step", persona, tool)]
            counted = Counter(row["正式Step"] for row in own)
            hidden = own[0]["伏せた値"] == "正式Step"
            members = []
            for whole in there:
                name = ("行", *key, whole[3])
                parts.setdefault(whole, []).append(name)
                members.append(name)
                value: object = counted[whole[3]]
                if hidden:
                    told = self._is_told(whole, own)
                    value = self.reader.bounds[whole][0] if told else "秘匿"
                self._cell(f"Step {name}", name, value, len(own))
            if there:
                self.reader.between([(name, 1) for name in members], len(own), len(own))
        for whole, own_names in parts.items():
            self._add(whole, own_names)

    def _missing_rows(self) -> None:
        """Learn who lacks a training from what the next Step takes, and who has it.

        Among the rows with one next Step a training that any of them lacks is asked of all of them,
        so that the others have it. Where these are all whom a training is for, both count.
        """
        rows = {row["行番号"]: row for row in self._extract["share_steps"]}
        lacking: dict[tuple[object, ...], set[object]] = {}
        for row in self._extract["share_missing"]:
            if row["行番号"]:
                own = rows[row["行番号"]]
                assert own["伏せた値"] is None
                at = (own["人材像コード"], own["ツールコード"], own["次のStep"], row["研修コード"])
                if row["択一"] == "×":
                    lacking.setdefault(at, set()).add(row["行番号"])
        sizes = Counter((row["人材像コード"], row["ツールコード"]) for row in rows.values())
        for (persona, tool, _, code), without in lacking.items():
            if self._most.get(("修了", code)) == sizes[persona, tool]:
                most = self._most["修了", code] - len(without)
                self.reader.between([(("修了", code), 1)], 0, most)
