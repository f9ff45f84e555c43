"""Writing the index: a document when a thing is made, its further words with each step, and documents by the hundred.

Called inside the act's transaction: what is rolled back cannot be found. A document only grows; what its text no longer
says is sorted out when it is found.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from . import tokens as cutting
from .engines import Row, engine


def scope_token(kind: str, scope: str) -> str:
    """The token by which the documents of a kind that lie in a scope are found. A scope is letters, digits, `-` and `^`."""
    return f"@{kind}.{scope}"


def keep(
    kind: str, key: int, *, title: str, texts: Iterable[str], scopes: Iterable[str], at: datetime, later: str = ""
) -> None:
    """Write the document of a thing: one INSERT; one that is there already stays.

    `at` is the moment by which the newest come first; `scopes` are where it is seen from (`scope_token`).
    """
    engine().insert(document(kind, key, title=title, texts=texts, scopes=scopes, at=at, later=later))


def extend(kind: str, key: int, *, texts: Iterable[str], scopes: Iterable[str] = (), title: str | None = None) -> None:
    """Add the words of a step, and places it is now seen from too: one UPDATE; nothing where there is nothing to add.

    A new `title` takes the place of the old one; both go on being found.
    """
    said = [folded for folded in map(cutting.fold, [*texts, title or ""]) if folded]
    found = cutting.tokens(said) | {scope_token(kind, scope) for scope in scopes}
    if not found:
        return
    writer = engine()
    new_title = None if title is None else cutting.fold(title)
    writer.extend(kind, key, new_title, "".join(f" {one}" for one in said), writer.written(found))


def keep_many(rows: Iterable[Row]) -> None:
    """Write documents made by `document`, none of which may be there yet: COPY on PostgreSQL."""
    # All made before the first is sent: a connection that copies answers no question.
    engine().insert_many(list(rows))


def document(
    kind: str, key: int, *, title: str, texts: Iterable[str], scopes: Iterable[str], at: datetime, later: str = ""
) -> Row:
    """A document as the database takes it: kind, key, moment, the three folded texts, the tokens."""
    # The first title stands among the texts too: another may take its place, and it is still what was told.
    head, body, said = cutting.fold(title), _joined([title, *texts]), cutting.fold(later)
    found = cutting.tokens([head, body, said]) | {scope_token(kind, scope) for scope in scopes}
    return (kind, key, at, head, body, said, engine().written(found))


def _joined(texts: Iterable[str]) -> str:
    folded: Sequence[str] = [one for one in map(cutting.fold, texts) if one]
    return " ".join(folded)
