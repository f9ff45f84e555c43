"""Texts as the index knows them: folded, cut into words, and into the tokens that find every piece of them. Pure.

Two tables of the world's writing are enough. Dense writing (Chinese) has no gaps: its tokens are pairs of neighbours,
and the last character alone, so that a single character is the beginning of some token. What is spelled (numbers, Latin
words) is found by its endings: a piece of a number is the beginning of one of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

# Where spelled writing ends: from here on every character is a word or a syllable.
DENSE = "\u2e80-\U0010ffff"
PIECE = re.compile(f"[{DENSE}]+|[^\\s{DENSE}]+")
JOINERS = "-."
# A joiner counts between two letters or digits only: 450422-2026-0042, 3.5.
RUN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
DASH = re.compile("[\u2010-\u2013\u2212]")
# Long enough for 2026-0042; the whole of a problem's number would be a token of its own in every document.
LONGEST_TOKEN = 9
MOST_WORDS = 8
LONGEST_WORD = 60
# As long as a name; longer texts hardly come twice.
SHORT_TEXT = 20
# A long word is looked up by some of its tokens; its text tells the rest.
MOST_TOKENS = 6
YEAR = re.compile(r"(?:19|20)\d\d")


class Sought(NamedTuple):
    """A token that a document must have; or only some token that begins so."""

    token: str
    is_beginning: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether it tells documents apart; a single character, two digits or a year are the beginning of too much."""
        if len(self.token) == 1:
            return False
        return not self.is_beginning or not (len(self.token) < 3 or YEAR.fullmatch(self.token))


def fold(text: str) -> str:
    """The text as it is compared: full-width as half-width, small letters, gaps and punctuation as one space.

    `ＡＢ，12,000 元` → `ab 12000 元`. Folding what is folded changes nothing.
    """
    return _folded_short(text) if len(text) <= SHORT_TEXT else _folded(text)


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.casefold()
    if not text.isascii():
        text = DASH.sub("-", unicodedata.normalize("NFKC", text))
    if "," in text:
        text = THOUSANDS.sub("", text)
    return " ".join(RUN.findall(text))


# Names of places and people come again with every document.
_folded_short = lru_cache(4096)(_folded)


def words(asked: str) -> list[str]:
    """The words of a question, folded, each once; at most `MOST_WORDS`, each cut at `LONGEST_WORD` characters."""
    folded = (word[:LONGEST_WORD].strip(JOINERS) for word in fold(asked[:1000]).split())
    return list(dict.fromkeys(word for word in folded if word))[:MOST_WORDS]


def tokens(folded: Iterable[str]) -> set[str]:
    """Every token of some folded texts."""
    found: set[str] = set()
    for text in folded:
        for piece in PIECE.findall(text):
            if piece[0] >= "\u2e80":
                found.update(map(str.__add__, piece, piece[1:]))
                found.add(piece[-1])
            else:
                slices = [piece[start : start + LONGEST_TOKEN] for start in range(len(piece))]
                found.update(one for one in slices if one[0] not in JOINERS)
    return found


def bigrams(text: str) -> list[str]:
    """The pairs of neighbours in the dense parts of a text, in their order, each once: what similar texts share."""
    pieces = (piece for piece in PIECE.findall(fold(text)) if piece[0] >= "\u2e80")
    return list(dict.fromkeys(piece[start : start + 2] for piece in pieces for start in range(len(piece) - 1)))


def sought(asked: Sequence[str]) -> list[Sought]:
    """What a document that has all these folded words must have, as far as the index can tell.

    Necessary and not sufficient: ABC is looked for as AB and BC. Tokens that tell little (one character, a year) are
    left out where others tell more.
    """
    found = list(dict.fromkeys(one for word in asked for piece in PIECE.findall(word) for one in _of_piece(piece)))
    telling = [one for one in found if one.is_telling]
    return telling or found


def is_told_by_index(word: str) -> bool:
    """Whether having its token is having the word: a pair of dense characters, a short piece of a number."""
    found = sought([word])
    return len(found) == 1 and found[0].token == word


def _of_piece(piece: str) -> list[Sought]:
    if piece[0] >= "\u2e80":
        if len(piece) == 1:
            return [Sought(piece, is_beginning=True)]
        pairs = [piece[start : start + 2] for start in range(len(piece) - 1)]
        return [Sought(pair) for pair in _some(pairs)]
    piece = piece.strip(JOINERS)
    if len(piece) < LONGEST_TOKEN:
        return [Sought(piece, is_beginning=True)] if piece else []
    slices = (piece[:LONGEST_TOKEN], piece[-LONGEST_TOKEN:])
    # A slice that begins with a joiner is no token of any document.
    return [Sought(one) for one in dict.fromkeys(slices) if one[0] not in JOINERS]


def _some(pairs: Sequence[str]) -> Sequence[str]:
    """All of a few; of many, some spread evenly from the first to the last."""
    if len(pairs) <= MOST_TOKENS:
        return pairs
    return [pairs[place * (len(pairs) - 1) // (MOST_TOKENS - 1)] for place in range(MOST_TOKENS)]
