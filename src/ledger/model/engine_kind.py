"""Where the files of an inbox may be read."""

from enum import StrEnum


class EngineKind(StrEnum):
    """Who starts the children that read."""

    LOCAL = "local"
    DASK = "dask"
