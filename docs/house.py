"""The house as it is declared: rooms, floors within rooms, homes of libraries; and its pictures.

`tests/test_house.py` holds the code against it, `docs/build.py` draws it into architecture.md and
modules.md.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "ledger"
MODULES = sorted(SOURCE.rglob("*.py"))

BELOW: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "layout": frozenset({"model"}),
    "judge": frozenset({"layout", "model"}),
    "measure": frozenset({"judge", "layout", "model"}),
    "withhold": frozenset({"measure", "judge", "layout", "model"}),
    "trust": frozenset({"layout", "model"}),
    "read": frozenset({"judge", "measure", "trust", "layout", "model"}),
    "present": frozenset({"withhold", "judge", "measure", "trust", "layout", "model"}),
    "form": frozenset({"present", "judge", "layout", "model"}),
    "store": frozenset({"read", "judge", "measure", "trust", "layout", "model"}),
    "book": frozenset({"read", "present", "store", "trust", "layout", "model"}),
    "addin": frozenset({"present", "model"}),
    "commands": frozenset(
        {"addin", "book", "form", "read", "present", "store", "withhold"}
        | {"judge", "measure", "trust", "layout", "model"}
    ),
    "buttons": frozenset({"demo", "commands", "addin", "book", "read", "store", "layout", "model"}),
    "ribbon": frozenset({"buttons", "book", "model"}),
    "demo": frozenset({"commands", "book", "read", "present", "layout", "model"}),
    "cli": frozenset(
        {
            "cli_addin",
            "cli_flow",
            "cli_home",
            "cli_key",
            "cli_options",
            "cli_plans",
            "cli_public",
            "cli_start",
        }
        | {"cli_guard", "cli_safety", "cli_words", "cli_year"}
        | {"commands", "book", "demo", "console", "screen", "model"}
    ),
    "cli_options": frozenset({"book", "console", "read", "screen", "model"}),
    "cli_home": frozenset(
        {"cli_endings", "cli_options", "cli_words", "commands", "book", "console", "model"}
    ),
    "cli_year": frozenset({"cli_options", "commands", "book", "console", "model"}),
    "cli_start": frozenset({"cli_options", "commands", "console", "model"}),
    "cli_flow": frozenset({"cli_options", "commands", "book", "console", "model"}),
    "cli_plans": frozenset({"cli_options", "commands", "book", "console", "model"}),
    "cli_public": frozenset({"cli_options", "commands", "book", "console", "model"}),
    "cli_safety": frozenset({"cli_options", "commands", "book", "console", "model"}),
    "cli_key": frozenset({"cli_options", "commands", "console", "model"}),
    "cli_words": frozenset({"screen", "model"}),
    "cli_addin": frozenset({"cli_options", "addin", "commands", "console", "model"}),
    "cli_guard": frozenset({"cli_endings", "screen", "model"}),
    "cli_endings": frozenset({"cli_usage", "commands", "screen", "store", "model"}),
    "cli_usage": frozenset({"model"}),
    "console": frozenset({"cli_endings", "commands", "book", "screen", "store", "model"}),
    "__main__": frozenset({"cli"}),
    "screen": frozenset(),
}
"""Room -> the rooms it may import (itself always)."""

FLOORS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "judge": (
        (
            "人と組織、期間",
            (
                *("organisation", "holders", "population", "opportunity", "lead_time"),
                *("closed_years", "curriculum", "selectable_steps", "provisional", "before_hired"),
                *("phase_at_hand", "target_bases", "setting_up", "person_sentences"),
                *("headcount_rules", "tried_rules", "planned_tasks", "open_items"),
                *("acquisition_rows", "acquisition_methods"),
                *("explain_words", "consistency_places", "spoken_codes"),
                *("criteria_columns", "coded_tables"),
            ),
        ),
        (
            "確認者と督促",
            (
                *("confirmation", "together", "addressees"),
                *("progress", "reminders", "year_stages", "next_thing"),
            ),
        ),
        (
            "実績とその扱い",
            (
                *("criteria_measure", "criteria_projects"),
                *("fact_status", "fact_records", "criteria_facts"),
            ),
        ),
        ("条件の種別", ("kinds",)),
        (
            "Stepの判定",
            (
                *("criteria", "steps", "asked_trainings", "expected_steps", "advice"),
                *("verdict_steps", "verdicts", "in_chunks"),
            ),
        ),
        ("台帳点検", ("consistency",)),
        ("人材像カード", ("cards",)),
        ("判定理由", ("explain", "explain_official")),
        ("試算", ("trials",)),
        ("取込", ("loading", "importing")),
        ("集約と確認表", ("consolidation", "review")),
    ),
    "present": (
        (
            "セルと部品",
            (
                *("packing", "package", "cell_patch", "style_parts", "sheet_rows"),
                *("sheet_texts", "marks"),
                *("moved_formulas", "moved_notes", "templates", "tracked_ledger", "carried_styles"),
                *("table_filters", "row_kinds", "row_looks", "row_heights", "row_fitting"),
                *("fitting_words",),
                *("shown_results", "blank_results", "book_writing", "book_says", "csv_tables"),
            ),
        ),
        (
            "差し替え",
            (
                *("headings", "name_columns", "not_carried", "new_sheets", "new_pages"),
                *(
                    "new_titles",
                    "brought_up",
                    "page_cells",
                    "table_rows",
                    "splice",
                    "unchanged_tables",
                    "new_year",
                ),
            ),
        ),
        ("確認表", ("review",)),
        (
            "台帳と報告",
            (
                *("charts", "charts_ledger", "pages", "page_sheets", "ledger_book", "report"),
                *(
                    "share",
                    "untrained_list",
                    "acceptance_sheet",
                    "public_data",
                    "public_page",
                    "federation",
                ),
                "plain_tables",
            ),
        ),
    ),
}
"""Room -> its floors from below; a module imports from its own floor and those below it. A name
stands for the module, the package, and what begins with it and `_`."""

HOMES: dict[str, tuple[str, ...]] = {
    "xlwings": (
        "book/excel.py",
        "book/excel_desk.py",
        "book/excel_cells.py",
        "book/excel_looks.py",
        "book/excel_styles.py",
        "ribbon.py",
    ),
    "python_calamine": ("read/",),
    "win32api": ("read/windows_job.py",),
    "win32job": ("read/windows_job.py",),
    "dask": ("read/cluster_client.py",),
    "distributed": ("read/cluster_client.py",),
    "openpyxl": ("form/", "present/moved_formulas.py"),
    "xlsxwriter": ("present/",),
    "pydantic": ("model/", "layout/"),
    "pyopenvba": ("addin/",),
    "typer": ("cli.py", "cli_", "console.py"),
    "rich": ("cli.py", "console.py"),
    "filelock": ("store/",),
    "cryptography": ("store/key_export.py",),
}
"""Library -> where alone it may be imported."""

PURE = ("judge", "measure", "withhold", "trust")
"""Rooms without clock, files, network, chance and dynamic code."""


def room_of(path: Path) -> str:
    """Return the room of a module."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def floor_of(room: str, module: str) -> int | None:
    """Return the floor of a module (`kinds.period`) in its room, from 0; None if it has none."""
    first = module.partition(".")[0]
    fits = [
        (len(name), floor)
        for floor, (_, names) in enumerate(FLOORS[room])
        for name in names
        if first == name or first.startswith(f"{name}_")
    ]
    return max(fits)[1] if fits else None


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names that a module imports; of `from x import y` both x and x.y."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def picture() -> str:
    """Return the house as a drawing: rooms as boxes, arrows to what each uses directly."""
    shown = [room for room in BELOW if not room.startswith(("cli_", "screen", "__"))]
    lines = ["```mermaid", "flowchart TD"]
    for room in shown:
        floors = FLOORS.get(room)
        if floors:
            lines.append(f"  subgraph {room}")
            lines += [f'    {room}{n}["{name}"]' for n, (name, _) in enumerate(floors)]
            lines += [f"    {room}{n} --> {room}{n - 1}" for n in range(len(floors) - 1, 0, -1)]
            lines.append("  end")
        else:
            lines.append(f"  {room}")
    for room in shown:
        direct = BELOW[room] & set(shown)
        lines += [
            f"  {room} --> {other}"
            for other in shown
            if other in direct and not any(other in BELOW[between] for between in direct)
        ]
    return "\n".join([*lines, "```"])


def index() -> str:
    """Return every module with the first sentence of its docstring, room by room."""
    lines: list[str] = []
    for room in BELOW:
        paths = [path for path in MODULES if room_of(path) == room]
        lines += [f"## {room}", ""]
        for path in paths:
            said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
            name = path.relative_to(SOURCE).as_posix().removesuffix(".py")
            first = said.partition("\n\n")[0].replace("\n", " ")
            lines.append(f"- `{name.removesuffix('/__init__')}`: {first}")
        lines.append("")
    return "\n".join(lines)
