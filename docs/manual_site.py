"""The manual as a site that works from a folder, and as one PDF a page.

    python docs/manual_site.py [OUT]    (build/manual)

Pages are docs/manual; buttons and codes come from the pages that docs/build.py draws, pictures from
docs/images. Nothing is fetched when it is read: fonts are the reader's own.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

DOCS = Path(__file__).parent
MANUAL = DOCS / "manual"
OUT = DOCS.parent / "build" / "manual"
PAGES = (*("index", "staff", "supervisor", "hr", "handover", "it", "buttons", "glossary", "codes"),)
TITLES = {
    "staff": "職員の方へ",
    "supervisor": "上長の方へ",
    "hr": "人事の1年",
    "handover": "引継ぎ",
    "it": "情報システム担当の方へ",
    "buttons": "ボタン",
    "glossary": "用語集",
    "codes": "メッセージのコード",
}
"""The pages that become PDFs, and what the files are called."""
DRAWN = {"buttons": "ribbon.md", "codes": "problems.md"}
"""Pages that docs/build.py draws."""
SECONDS = 120
_PICTURE = re.compile(r"!\[[^\]]*\]\(images/([^)]+)\)")
_LINK = re.compile(r"\[([^\]]+)\]\((?!images/)(?:\.\./)?[\w/-]+\.md[^)]*\)")


def laid(folder: Path) -> Path:
    """Lay the manual's pages and pictures into a folder, as the site is made of them.

    Args:
        folder: Where it is built.

    Returns:
        The folder of the pages.
    """
    pages = folder / "pages"
    shutil.rmtree(pages, ignore_errors=True)
    (pages / "images").mkdir(parents=True)
    for path in MANUAL.glob("*.md"):
        (pages / path.name).write_text(_as_laid(path.read_text("utf-8")), "utf-8")
    for name, drawn in DRAWN.items():
        text = (DOCS / drawn).read_text("utf-8")
        (pages / f"{name}.md").write_text(_LINK.sub(r"\1", text), "utf-8")
    shutil.copy(MANUAL / "manual.css", pages)
    for page in pages.glob("*.md"):
        for name in _PICTURE.findall(page.read_text("utf-8")):
            shutil.copy(DOCS / "images" / name, pages / "images" / name)
    return pages


def _as_laid(text: str) -> str:
    """Return a page with its links as they are where pictures and drawn pages lie beside it."""
    for name, drawn in DRAWN.items():
        text = text.replace(f"](../{drawn})", f"]({name}.md)")
    return text.replace("](../images/", "](images/")


def site(folder: Path) -> Path:
    """Build the site; a link that leads nowhere ends it.

    Args:
        folder: Where it is built.

    Returns:
        The folder of the site.
    """
    laid(folder)
    config = folder / "mkdocs.yml"
    text = (MANUAL / "mkdocs.yml").read_text("utf-8")
    config.write_text(text.replace("../../build/manual/", ""), "utf-8")
    _ran(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config))
    return folder / "site"


def pdfs(folder: Path, pages: Sequence[str] = tuple(TITLES)) -> list[Path]:
    """Print pages of the site by Chromium.

    Args:
        folder: Where the site was built.
        pages: Which.

    Returns:
        The PDFs.
    """
    found = []
    (folder / "pdf").mkdir(exist_ok=True)
    for name in pages:
        target = folder / "pdf" / f"{TITLES[name]}.pdf"
        page = (folder / "site" / f"{name}.html").resolve().as_uri()
        _ran(
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *("--virtual-time-budget=5000", f"--user-data-dir={folder / 'chromium'}"),
            *(f"--print-to-pdf={target}", page),
        )
        found.append(target)
    shutil.rmtree(folder / "chromium", ignore_errors=True)
    return found


def _ran(*command: str) -> None:
    """Run a program; what it said is shown where it fails."""
    ran = subprocess.run(  # noqa: S603 - tools of this environment, with our own arguments
        command, check=False, capture_output=True, text=True, timeout=SECONDS
    )
    if ran.returncode:
        sys.stderr.write(ran.stdout + ran.stderr)
        raise subprocess.CalledProcessError(ran.returncode, command)


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    site(where)
    for made in pdfs(where):
        sys.stdout.write(f"{made}\n")
