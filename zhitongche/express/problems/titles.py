"""A title where none was given."""

import re

TITLE_LENGTH = 60
_SENTENCE = re.compile(r"[。！？!?；;\n]")


def title_from(description: str) -> str:
    """The first sentence, without its full stop, at most sixty characters; a longer one ends in an ellipsis."""
    sentences = (part.strip() for part in _SENTENCE.split(description))
    first = next((part for part in sentences if part), description.strip())
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1].rstrip("，、, ") + "…"
