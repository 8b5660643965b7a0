"""The machine and the versions, as far as figures depend on them; no name of a host, no path."""

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("numpy", "openpyxl", "pandas", "pydantic", "python-calamine", "xlsxwriter", "xlwings")


def machine() -> str:
    """Return cores, processor, memory, system and versions in one sentence each."""
    there = ", ".join(_libraries())
    python = f"{platform.python_implementation()} {sys.version.split()[0]}"
    return (
        f"{os.cpu_count()} cores of {_processor()}, {_memory():.0f} GB, {platform.system()}; "
        f"{python}, {there}."
    )


def load() -> str:
    """Return how busy the machine is, where the system says so."""
    asked = getattr(os, "getloadavg", None)
    return f"{asked()[0]:.1f}" if asked else "?"


def _processor() -> str:
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> float:
    for line in _lines(Path("/proc/meminfo")):
        if line.startswith("MemTotal:"):
            return int(line.split()[1]) / (1 << 20)
    return 0.0


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _libraries() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
