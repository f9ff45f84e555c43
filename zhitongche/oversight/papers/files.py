"""A paper as a file: as it was kept when it was issued, else set now; in the office's own template where it has one."""

from datetime import datetime

from zhitongche.foundation.papers.plain import to_text
from zhitongche.foundation.papers.setting import ENDINGS, set_document

from . import content, operations, queries, templates
from .models import Paper

TEXT = ".txt"
TAKEN = (*ENDINGS, TEXT)
MEDIA = {
    ".docx": templates.WORD,
    ".pdf": "application/pdf",
    TEXT: "text/plain; charset=utf-8",
}
# A worker keeps so many papers at a time.
AT_ONCE = 20


def made(paper: Paper, ending: str) -> bytes:
    """The file. Raises CannotSet where this machine cannot make it."""
    if ending == TEXT:
        return to_text(content.document(paper)).encode()
    kept = queries.file_of(paper, ending)
    return bytes(kept.content) if kept else drawn(paper, ending)


def drawn(paper: Paper, ending: str) -> bytes:
    """Set anew: Word by the office's template, where it has put one in place. Raises CannotSet."""
    template = queries.template_for(paper.region_id, paper.kind) if ending == ".docx" else None
    if template is not None:
        return templates.filled(template.file, paper)
    return set_document(content.document(paper), ending)


def name_of(paper: Paper, ending: str) -> str:
    """As it is called on the reader's disk: 藤县…情况第9期.docx."""
    shown = "".join(sign for sign in f"{paper.title}{paper.issue}" if sign not in '\\/:*?"<>|')
    return f"{shown}{ending}"


def archive_issued(*, now: datetime) -> int:
    """Keep the final files of what was issued since; made outside the transaction that writes them. How many papers."""
    waiting = queries.to_archive(AT_ONCE)
    for paper in waiting:
        whole = queries.afresh(paper)
        operations.archive(whole, {ending: drawn(whole, ending) for ending in ENDINGS}, now=now)
    return len(waiting)
