"""The person before a program, without either: the fake that is shipped beside `book/memory.py`."""

from collections.abc import Collection, Sequence
from pathlib import Path


class MemoryDesk:
    """A person whose answers are known beforehand; implements `book.pages.Desk`.

    Attributes:
        bar: What the status bar showed, None where it was given back.
        told: Titles and texts of the messages.
        asked: Titles and texts of the questions.
        opened: Workbooks, and pages of the manual, that were opened.
        looks: How often it was looked whether the person wants to stop.
    """

    def __init__(
        self,
        *,
        agrees: bool = True,
        answers: Sequence[str | None] = (),
        picks: Sequence[Path | None] = (),
        escapes: Collection[int] = (),
    ) -> None:
        """Know the answers.

        Args:
            agrees: The answer to every はい or いいえ.
            answers: Lines of text, one for each time a text is asked for; then the preset.
            picks: Files and folders, one for each time one is asked for; then nothing.
            escapes: Looks, counted from 1, before which Esc was pressed.
        """
        self.bar: list[str | None] = []
        self.told: list[tuple[str, str]] = []
        self.asked: list[tuple[str, str]] = []
        self.opened: list[Path] = []
        self._agrees = agrees
        self._answers = list(answers)
        self._picks = list(picks)
        self._escapes = frozenset(escapes)
        self.looks = 0

    def status(self, text: str | None) -> None:
        """See `Desk.status`."""
        self.bar.append(text)

    def wants_to_stop(self) -> bool:
        """See `Desk.wants_to_stop`."""
        self.looks += 1
        return self.looks in self._escapes

    def tell(self, title: str, text: str, *, wrong: bool = False) -> None:
        """See `Desk.tell`."""
        self.told.append((f"!{title}" if wrong else title, text))

    def agree(self, title: str, text: str) -> bool:
        """See `Desk.agree`."""
        self.asked.append((title, text))
        return self._agrees

    def ask(self, title: str, prompt: str, preset: str = "") -> str | None:
        """See `Desk.ask`."""
        self.asked.append((title, prompt))
        return self._answers.pop(0) if self._answers else preset

    def pick_file(self, title: str, endings: Sequence[str]) -> Path | None:
        """See `Desk.pick_file`."""
        self.asked.append((title, " ".join(endings)))
        return self._picks.pop(0) if self._picks else None

    def pick_folder(self, title: str, preset: str = "") -> Path | None:
        """See `Desk.pick_folder`."""
        self.asked.append((title, preset))
        return self._picks.pop(0) if self._picks else None

    def open_book(self, path: Path) -> None:
        """See `Desk.open_book`."""
        self.opened.append(path)

    def open_page(self, path: Path) -> None:
        """See `Desk.open_page`."""
        self.opened.append(path)

    def to_pdf(self, path: Path, target: Path) -> None:
        """See `Desk.to_pdf`: a page without anything on it."""
        target.write_bytes(b"%PDF-1.4 " + str(path.stat().st_size).encode())
