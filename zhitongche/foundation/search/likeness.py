"""How alike two texts are, and in which words: pure arithmetic, no database, the same answer wherever it is asked.

A text is compared by its traits: the ideas and matters of `concepts.txt` it speaks of, so that 抽水机 and 提灌站 meet though
they share no character, its pairs of characters and its characters. A trait weighs by its kind and by how rare it is in a
sample of texts. Likeness is what two texts share of what they might: 0 to 1, symmetric, 1 for a text and itself.
docs/similar.md says what the numbers were chosen on.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from .tokens import PIECE, fold

CONCEPTS = Path(__file__).with_name("concepts.txt")
DENSE = "\u2e80"
# The first character of a trait tells its kind; a pair of characters bears none.
IDEA, MATTER, SINGLE = "#", "=", "'"
# What reports share in fact are words, and few people choose the same word but many the same character. An idea is worth
# three pairs of characters, since it takes the place of the word's own.
KINDS = {IDEA: 3.0, MATTER: 0.5, SINGLE: 1.5}
PAIR_WEIGHT = 1.0
# The section of words that stand in every report.
EMPTY = "-"
# Rarity before anything is known: as if so many texts had been read, and so many of a thousand had the trait.
PRIOR_TEXTS, PRIOR_SHARE = 400, 0.005
# Both texts count as longer by so much weight, of which they share nothing: two short texts alike in one word are not
# alike, and a long text is not unlike all others. A report of two sentences weighs about 650.
UNTOLD = 4_000.0
# The shared part at which likeness is a half: as much as two reports of one difficulty share at the middle.
HALF = 0.035
# Texts whose traits are kept, so that typing on costs no second reading of what was already compared.
KEPT_TEXTS = 20_000
LONGEST_TEXT = 1_000


class Thesaurus(NamedTuple):
    """`concepts.txt`, read once: what each word gives (an empty word nothing), the longest word by its first character."""

    traits: Mapping[str, tuple[str, ...]]
    longest: Mapping[str, int]


@cache
def thesaurus() -> Thesaurus:
    """The table of ideas. Raises ValueError for a line that stands under no matter."""
    traits: dict[str, list[str]] = {}
    matter = ""
    for line in CONCEPTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            matter = line.strip("[]")
        elif line and not line.startswith("#"):
            if not matter:
                raise ValueError(f"concepts.txt: no matter above {line!r}")
            words = [fold(word) for word in line.split()]
            for word in words:
                given = traits.setdefault(word, [])
                if matter != EMPTY:
                    given += [IDEA + words[0], MATTER + matter]
    longest: dict[str, int] = {}
    for word in traits:
        longest[word[0]] = max(longest.get(word[0], 0), len(word))
    return Thesaurus({word: tuple(dict.fromkeys(found)) for word, found in traits.items()}, longest)


@lru_cache(KEPT_TEXTS)
def traits(folded: str) -> Mapping[str, float]:
    """What a folded text is compared by, and how often it says so: 1 for once, growing slowly."""
    counted: Counter[str] = Counter()
    found: set[str] = set()
    for piece in PIECE.findall(folded[:LONGEST_TEXT]):
        rest = ""
        for word, given in _words(piece):
            counted.update(given or ())
            # An empty word parts what stands before it from what stands behind.
            rest += " " if given == () else word
        if piece[0] >= DENSE:
            for run in rest.split():
                found.update(run[start : start + 2] for start in range(len(run) - 1))
                found.update(SINGLE + character for character in run)
    return dict.fromkeys(found, 1.0) | {trait: math.sqrt(1 + math.log(count)) for trait, count in counted.items()}


def _words(piece: str) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """A piece of text cut into the longest known words, with what each gives, and single characters, which give None."""
    table = thesaurus()
    start = 0
    while start < len(piece):
        for end in range(min(len(piece), start + table.longest.get(piece[start], 0)), start, -1):
            given = table.traits.get(piece[start:end])
            if given is not None:
                break
        else:
            end, given = start + 1, None
        yield piece[start:end], given
        start = end


class Rarity:
    """How much each trait says, by how few of a sample of texts have it."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        counted: Counter[str] = Counter()
        size = 0
        for text in texts:
            counted.update(traits(fold(text)).keys())
            size += 1
        self._whole = math.log(size + PRIOR_TEXTS)
        self._counted = counted
        self._weights: dict[str, float] = {}

    def weights(self, folded: str) -> dict[str, float]:
        """Every trait of a folded text with its weight, above 0: its kind's, times the rarity's logarithm, times how often."""
        known = self._weights
        return {trait: often * (known.get(trait) or self._weight(trait)) for trait, often in traits(folded).items()}

    def _weight(self, trait: str) -> float:
        rare = self._whole - math.log(self._counted[trait] + PRIOR_TEXTS * PRIOR_SHARE)
        # The root, because a shared trait's weight comes from both texts.
        found = self._weights[trait] = math.sqrt(KINDS.get(trait[0], PAIR_WEIGHT) * max(rare, 0.05))
        return found


class Portrait:
    """A text ready to be compared with many."""

    def __init__(self, text: str, rarity: Rarity) -> None:
        self.folded = fold(text)
        self.weights = rarity.weights(self.folded)
        self.amount = math.fsum(weight * weight for weight in self.weights.values())

    def likeness(self, other: "Portrait") -> float:
        """0 to 1; the same both ways round; 1 for the same text."""
        if self.folded == other.folded:
            return 1.0
        fewer, more = sorted((self.weights, other.weights), key=len)
        shared = math.fsum(weight * more.get(trait, 0.0) for trait, weight in fewer.items())
        part = shared / math.sqrt((self.amount + UNTOLD) * (other.amount + UNTOLD))
        return part / (part + HALF)

    @property
    def ideas(self) -> list[str]:
        """The ideas it speaks of, by name."""
        return [trait[1:] for trait in self.weights if trait[0] == IDEA]

    def shared_ideas(self, other: "Portrait", most: int = 3) -> list[str]:
        """The ideas both speak of, by name, the most telling first."""
        both = [trait for trait in self.weights if trait[0] == IDEA and trait in other.weights]
        both.sort(key=lambda trait: (-self.weights[trait] * other.weights[trait], trait))
        return [trait[1:] for trait in both[:most]]

    def shared_words(self, other: "Portrait", most: int = 3) -> list[str]:
        """What both say in the same words: their ideas by name, then runs of two characters and more; the most telling first."""
        words = self.shared_ideas(other, most)
        runs = self._shared_runs(other)
        for run in sorted(runs, key=lambda run: (-runs[run], run)):
            if not any(run in word or word in run for word in words):
                words.append(run)
        return words[:most]

    def _shared_runs(self, other: "Portrait") -> dict[str, float]:
        """The longest runs of characters that stand in both, met from left to right, each with the weight of its pairs."""
        runs: dict[str, float] = {}
        text, start = self.folded[:LONGEST_TEXT], 0
        while start < len(text) - 1:
            end, weight = start, 0.0
            while (pair := text[end : end + 2]) in self.weights and pair in other.weights:
                if text[start : end + 2] not in other.folded:
                    break
                end, weight = end + 1, weight + self.weights[pair] * other.weights[pair]
            if end > start:
                runs[text[start : end + 1]] = weight
            start = max(end, start + 1)
        return runs


def marks(text: str) -> list[str]:
    """The ideas of a text as the index keeps them beside its words: a letter and eight hexadecimal digits each."""
    pieces = PIECE.findall(fold(text)[:LONGEST_TEXT])
    given = {trait for piece in pieces for _word, found in _words(piece) for trait in found or ()}
    return sorted(mark(trait) for trait in given if trait[0] == IDEA)


def mark(trait: str) -> str:
    """An idea's name in the index; it changes with its first word only, not with its place in the table."""
    return f"i{crc32(trait.encode()):08x}"


def telling(portrait: Portrait, ideas: int, pairs: int) -> tuple[dict[str, float], dict[str, float]]:
    """What to look for in an index: a text's heaviest ideas, as marks, and its heaviest pairs of characters.

    Each with what it adds to the weight two texts share.
    """
    ordered = sorted(portrait.weights.items(), key=lambda one: (-one[1], one[0]))
    found = [(mark(trait), weight * weight) for trait, weight in ordered if trait[0] == IDEA][:ideas]
    return dict(found), dict([(trait, weight * weight) for trait, weight in ordered if trait[0] >= DENSE][:pairs])
