"""What stands in the chart and drawing parts of a workbook, for tests."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from openxml_audit import FileFormat, OpenXmlValidator

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def parts(data: bytes, folder: str = "xl/") -> Mapping[str, bytes]:
    """Return the parts of a folder of the package, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {n: package.read(n) for n in package.namelist() if n.startswith(folder)}


def charts(data: bytes) -> list[ET.Element]:
    """Return every chart."""
    return [ET.fromstring(xml) for xml in parts(data, "xl/charts/").values()]  # noqa: S314 - ours


def alternative_texts(data: bytes) -> list[str]:
    """Return the alternative text of every drawn thing; empty where it has none."""
    drawings = [n for n in parts(data, "xl/drawings/") if not n.startswith("xl/drawings/_rels")]
    roots = [ET.fromstring(parts(data, "xl/drawings/")[name]) for name in drawings]  # noqa: S314
    return [
        frame.find(f".//{DRAWING}cNvPr").attrib.get("descr", "")  # type: ignore[union-attr]
        for root in roots
        for frame in root.iter(f"{DRAWING}graphicFrame")
    ]


def kinds(chart: ET.Element) -> set[str]:
    """Return what kinds of chart it is made of (barChart)."""
    area = chart.find(f".//{C}plotArea")
    assert area is not None
    return {child.tag.removeprefix(C) for child in area if child.tag.endswith("Chart")}


def values(chart: ET.Element, path: str) -> list[str]:
    """Return the `val` of every element of a path such as `valAx/scaling/min`."""
    found = chart.findall(".//" + "/".join(C + step for step in path.split("/")))
    return [element.attrib["val"] for element in found]


def faults(data: bytes, folder: Path) -> list[str]:
    """Return what the package audit has against a workbook, by the rules of two Offices."""
    path = folder / "book.xlsx"
    path.write_bytes(data)
    return [
        str(error)
        for version in (FileFormat.OFFICE_2016, FileFormat.OFFICE_2019)
        for error in OpenXmlValidator(file_format=version).validate(path).errors
    ]
