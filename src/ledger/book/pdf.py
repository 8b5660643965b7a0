"""A workbook as PDF, by LibreOffice where there is one; by Excel where it is open (`PersonAtDesk`).

LibreOffice runs as a child with a profile of its own and a limit of time, so that it neither meets
the one that a person has open nor keeps anybody waiting.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

NAMES = ("soffice", "libreoffice")
PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)
"""Where LibreOffice usually is."""
SECONDS = 120.0
"""It is given up after so long."""
_KILLING = 20.0
"""Seconds until a child that was ended is gone."""
_MAGIC = b"%PDF-"

NONE_THERE = (
    "PDFは作っていません: LibreOfficeが見つかりません。Excelで開き、PDFとして保存してください。"
)
FAILED = "PDFは作っていません: {program}で作れませんでした。開いて、PDFとして保存してください。"


class PdfMade(NamedTuple):
    """What came of it.

    Attributes:
        data: The PDF; None where there is none.
        told: Why there is none, one sentence; "" where there is one.
    """

    data: bytes | None
    told: str = ""


PdfMaker: TypeAlias = Callable[[bytes], PdfMade]
"""Makes a PDF of a workbook's bytes."""


def office_found(places: Sequence[str] = PLACES) -> str | None:
    """Return the program of LibreOffice: on PATH, or where it usually is; None without one."""
    on_path = (shutil.which(name) for name in NAMES)
    usual = (place for place in places if Path(place).is_file())
    return next((found for found in (*on_path, *usual) if found), None)


def pdf_by_office(book: bytes, seconds: float = SECONDS) -> PdfMade:
    """Return a workbook as LibreOffice prints it.

    Args:
        book: The workbook's bytes.
        seconds: How long it may take.
    """
    program = office_found()
    if program is None:
        return PdfMade(None, NONE_THERE)
    return _made(book, "LibreOffice", lambda source: _run(program, source, seconds))


def pdf_at_desk(to_pdf: Callable[[Path, Path], None]) -> PdfMaker:
    """Return what makes a PDF with the program that the person has open.

    Args:
        to_pdf: `PersonAtDesk.to_pdf`.
    """

    def make(book: bytes) -> PdfMade:
        return _made(book, "Excel", lambda source: to_pdf(source, source.with_suffix(".pdf")))

    return make


def _made(book: bytes, program: str, make: Callable[[Path], None]) -> PdfMade:
    """Let a program make the PDF in a folder of its own, which is gone afterwards."""
    failed = PdfMade(None, FAILED.format(program=program))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "page.xlsx"
        source.write_bytes(book)
        try:
            make(source)
            data = source.with_suffix(".pdf").read_bytes()
        except Exception:  # noqa: BLE001 - whatever another program says: there is no PDF
            return failed
    return PdfMade(data) if data.startswith(_MAGIC) else failed


def _run(program: str, source: Path, seconds: float) -> None:
    """Run LibreOffice; what it started goes with it when its time is over."""
    profile = source.parent / "profile"
    command = (
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck"),
        *("--convert-to", "pdf", "--outdir", str(source.parent), str(source)),
    )
    child = subprocess.Popen(  # noqa: S603 - the program that was found, arguments of ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        child.wait(seconds)
    finally:
        _ended(child)


def _ended(child: subprocess.Popen[bytes]) -> None:
    """End a child that is still there, and what it started: soffice is not alone."""
    if child.poll() is not None:
        return
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            kill = ("taskkill", "/F", "/T", "/PID", str(child.pid))
            subprocess.run(kill, check=False, capture_output=True, timeout=_KILLING)  # noqa: S603 - fixed arguments
    child.wait(_KILLING)
