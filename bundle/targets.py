"""The PCs that a bundle is for, and what their installer would ask: tags and markers."""

from collections.abc import Mapping
from typing import NamedTuple

PYTHON = "3.11"
"""The one minor version of CPython whose wheels are in the bundle."""
PYTHON_ZIP = "python-3.11.9-embed-amd64.zip"
PYTHON_SHA256 = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"
PYTHON_BYTES = 11_249_023
PYTHON_AT = "https://www.python.org/ftp/python/3.11.9/"
"""The embeddable Python that the IT section adds: the last 3.11 built for Windows."""


class Target(NamedTuple):
    """A kind of PC.

    Attributes:
        name: What its lists are called by.
        platform: What the resolver calls it.
        tags: Platform tags of wheels that run there, the most wanted first.
        markers: What the markers of requirements are true of, where it differs from the builder.
    """

    name: str
    platform: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]


_PYTHON = {
    "python_version": PYTHON,
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
    "implementation_version": "3.11.9",
    "platform_python_implementation": "CPython",
    "platform_release": "",
    "platform_version": "",
}
WINDOWS = Target(
    name="windows",
    platform="x86_64-pc-windows-msvc",
    tags=("win_amd64",),
    markers={
        **_PYTHON,
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
)
LINUX = Target(
    name="linux",
    platform="x86_64-unknown-linux-gnu",
    tags=(
        *("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_24_x86_64"),
        *("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_12_x86_64"),
        *("manylinux2010_x86_64", "manylinux_2_5_x86_64", "manylinux1_x86_64"),
    ),
    markers={
        **_PYTHON,
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
    },
)
TARGETS = (WINDOWS, LINUX)
