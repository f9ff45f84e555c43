"""The part of a text in which the words stand, and where in it. Pure."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 80
# What stands before the first word, so that it is read in its sentence.
LEAD = 20
ELLIPSIS = "…"


@dataclass(frozen=True)
class Snippet:
    """A piece of text, and the [start, end) of each place in it where a word stands."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is a word that was asked for."""
        pieces: list[tuple[str, bool]] = []
        last = 0
        for start, end in self.marks:
            pieces += [(self.text[last:start], False), (self.text[start:end], True)]
            last = end
        return [piece for piece in [*pieces, (self.text[last:], False)] if piece[0]]


def marked(text: str, words: Iterable[str]) -> Snippet:
    """The whole text with the folded words marked."""
    return Snippet(text, tuple(_spans(text, words)))


def snippet(text: str, words: Sequence[str], width: int = WIDTH) -> Snippet:
    """About `width` characters of the text around the first of the words; its beginning where none stands in it."""
    flat = " ".join(text.split())
    spans = _spans(flat, words)
    start = max(0, spans[0][0] - LEAD) if spans and spans[0][1] > width else 0
    end = min(len(flat), start + width)
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(flat) else ""
    shift = len(before) - start
    inside = [(first + shift, min(last, end) + shift) for first, last in spans if start <= first < end]
    return Snippet(before + flat[start:end] + after, tuple(inside))


def best(texts: Iterable[str], words: Sequence[str], width: int = WIDTH) -> Snippet | None:
    """The snippet of the first text in which one of the words stands; None where none does."""
    for text in texts:
        found = snippet(text, words, width)
        if found.marks:
            return found
    return None


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words stand, in order, those that overlap as one."""
    flat, origin = _folded(text)
    found: list[tuple[int, int]] = []
    for word in words:
        place = flat.find(word)
        while place >= 0:
            found.append((origin[place], origin[place + len(word) - 1] + 1))
            place = flat.find(word, place + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as words are compared with it, and the place in the text that each character comes from."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    if len(flat) == len(text):
        return flat, range(len(text))
    pairs = [
        (folded, place) for place, one in enumerate(text) for folded in unicodedata.normalize("NFKC", one).casefold()
    ]
    return "".join(folded for folded, _place in pairs), [place for _folded_one, place in pairs]
