"""The Word files open in LibreOffice, where it is there, and come out as pages; `make soak` does it with every kind."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.documents import HOSTILE, whole
from zhitongche.foundation.papers.setting import set_document

SECONDS = 180


def pages_of(content: bytes, folder: Path, office: str) -> int:
    """How many pages LibreOffice makes of a Word file."""
    (folder / "paper.docx").write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/home"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "paper.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return (folder / "paper.pdf").read_bytes().count(b"/Type/Page/")


def test_every_block_opens_in_libreoffice(
    tmp_path: Path, rounds: Callable[..., int], figure: Callable[[str, object], None]
) -> None:
    """A document with every kind of block, of plain words and of hostile ones."""
    office = shutil.which("soffice")
    opened = 0
    for text in ("继续推进。", HOSTILE)[: rounds(short=0, long=2) if office else 0]:
        folder = tmp_path / str(opened)
        folder.mkdir()
        assert pages_of(set_document(whole(text), ".docx"), folder, str(office)) >= 4
        opened += 1
    figure("documents", opened)


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_every_block_can_be_set(ending: str) -> None:
    assert len(set_document(whole(HOSTILE), ending)) > 10_000
