"""The two files of the person's own on a Windows PC: the add-in, and its settings."""

import csv
import io
import locale
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ledger.addin.tracked_files import FILE, NAME
from ledger.model.problems import Refusal

INTERPRETER = "INTERPRETER_WIN"


def on_windows() -> bool:
    """Return whether this is Windows."""
    return platform.system() == "Windows"


@dataclass(frozen=True)
class UserFiles:
    """What an installation writes: the add-in in XLSTART, and the settings file.

    Attributes:
        startup: The folder from which Excel loads add-ins at its start (XLSTART).
        settings: The settings file that the add-in reads.
        encoding: The code page in which VBA reads text files.
    """

    startup: Path
    settings: Path
    encoding: str

    @classmethod
    def of_person(cls, verb: str, environ: Mapping[str, str] | None = None) -> Self:
        """Return the files of who runs this.

        Args:
            verb: What is to be done, in Japanese, for the refusal.
            environ: Environment variables; the process's own if not given.

        Raises:
            Refusal: This is not Windows (`addin-needs-windows`).
        """
        known = os.environ if environ is None else environ
        if not on_windows() or "APPDATA" not in known or "USERPROFILE" not in known:
            raise Refusal.of("addin-needs-windows", verb=verb)
        return cls(
            startup=Path(known["APPDATA"], "Microsoft", "Excel", "XLSTART"),
            settings=Path(known["USERPROFILE"], f".{NAME}", f"{NAME}.conf"),
            encoding=locale.getencoding(),
        )

    @property
    def addin(self) -> Path:
        """The add-in's file."""
        return self.startup / FILE

    def read_settings(self) -> dict[str, str]:
        """Return the settings file's lines by key; empty if there is none."""
        if not self.settings.is_file():
            return {}
        text = self.settings.read_text(self.encoding, errors="replace")
        return {row[0].upper(): row[1] for row in csv.reader(io.StringIO(text)) if len(row) > 1}

    def settings_bytes(self, settings: Mapping[str, str]) -> bytes:
        """Return a settings file as VBA's `Input #` reads it.

        Args:
            settings: Values by key.

        Raises:
            Refusal: A value has a character outside the PC's code page.
        """
        target = io.StringIO()
        csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(settings.items())
        try:
            return target.getvalue().encode(self.encoding)
        except UnicodeEncodeError as error:
            raise Refusal.of(
                "addin-path-unreadable",
                path=settings.get(INTERPRETER, ""),
                encoding=self.encoding,
            ) from error
