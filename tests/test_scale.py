"""The page of scale says what follows from the figures, by another way of counting."""

import re
from pathlib import Path

import pytest

import scale

PAGE = (Path(scale.__file__).parent / "scale.md").read_text("utf-8")


def cells(first: str) -> list[str]:
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| {first} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_時間は_1件の時間と件数から出る(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    figures = tmp_path / "performance.md"
    rows = {
        "one form read, current: CPU": "1 ms / 2 ms / 9 ms",
        "whole job, 288 forms, current, against openpyxl: CPU": "1 s / 2.88 s / 9 s",
        "whole job, 288 forms, current, against openpyxl: memory": "1 MB / 100 MB / 900 MB",
        "a form issued, with all of `issue` around it: CPU": "1 ms / 6 ms / 9 ms",
        "100,200 people judged: all results with reasons: CPU": "1 s / 1.002 s / 9 s",
    }
    figures.write_text(
        "\n".join(f"| {name} | {told} | x |" for name, told in rows.items()), "utf-8"
    )
    monkeypatch.setattr(scale, "FIGURES", figures)
    page = scale.page("note")
    assert "| forms issued | 6.0 ms | 9.37 core-hours | 2 |" in page
    assert "| 2.0 ms | 3.12 core-hours | 1 |" in page
    assert "| all results with reasons, once | 10 µs | 0.01 core-hours | 1 |" in page
    assert "| 10.0 ms | 15.62 core-hours | 2 |" in page
    assert "| 10,000 | 20 s | 100 s |" in page
    assert "| memory of one run | 100 MB |" in page


def test_前提の数は_資料のとおり() -> None:
    assert "2,811,749 people" in PAGE
    assert "1,788 prefectures and municipalities: 1,573 on average" in PAGE
    assert "5,623,498" in PAGE
    assert "1,048,576 rows" in PAGE
    assert "full at 55,924 people" in PAGE


def test_測った数がなければ_書かない(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "performance.md").write_text("", "utf-8")
    monkeypatch.setattr(scale, "FIGURES", tmp_path / "performance.md")
    with pytest.raises(LookupError):
        scale.page("note")


def test_費用は_仮の単価だと言う() -> None:
    assert re.search(r"Both prices are assumptions", PAGE)
    assert cells("cost of computing")[1].endswith("yen a year")
