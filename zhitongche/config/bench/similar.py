"""`ztc bench similar`: how many of the texts that tell of the same difficulty the finder brings up, among 20,000 others.

The finder is asked as the product asks it: candidates by the index of this database, compared by likeness. What is
written for that is taken back at the end. docs/similar.md says how the texts came about.
"""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from zhitongche.config.scale.stories import story
from zhitongche.express.problems.likeness import IDEAS, MOST, PAIRS, SAMPLE
from zhitongche.foundation.search import index
from zhitongche.foundation.search.likeness import Portrait, Rarity, marks, telling
from zhitongche.foundation.search.queries import candidates
from zhitongche.foundation.search.tokens import bigrams

from .load import percentile

DATA = Path(__file__).with_name("similarity")
KIND = "bench"
TOP = 5
# What is asked together: the two halves of the reports as they are typed, and apart from them the texts chosen to be hard,
# which tell of some of the same difficulties.
POOLS = (("open", "frozen"), ("hard",))
HALVES = tuple(half for pool in POOLS for half in pool)
BACKGROUND = 20_000
SEED = 20_261_123
OPENINGS = (
    "",
    "",
    "我村",
    "本村",
    "群众反映：",
    "据村民反映，",
    "我们屯的",
    "驻村工作队走访发现，",
    "咱们组",
    "村里的",
)
EFFECTS = (
    "，涉及{n}户",
    "，影响{n}人",
    "，已有{m}个月",
    "，群众意见较大",
    "，老人孩子很不方便",
    "，损失约{m}万元",
    "，多次反映没有结果",
    "，大家很着急",
    "",
)


class Text(NamedTuple):
    """A text, its category, and the group it belongs to; "" for the background."""

    text: str
    category: str
    group: str


def groups(half: str) -> list[Text]:
    """The labelled texts of a half: open, frozen or hard."""
    found: list[Text] = []
    group = category = ""
    for line in _lines(f"{half}.txt"):
        if line.startswith("["):
            group, category = line[1:].split("] ")
        else:
            found.append(Text(line, category, group))
    return found


def background(count: int = BACKGROUND) -> list[Text]:
    """Half the texts of `ztc scale`, half of the matters in background.txt; the same at every call."""
    draw = Random(SEED)  # noqa: S311  # synthetic, and repeatable
    matters = list(_matters())
    now = datetime(2026, 11, 23, tzinfo=UTC)
    categories = tuple(sorted({category for category, *_parts in matters}))
    made: list[Text] = []
    for number in range(count):
        if number % 2:
            one = story(draw, now, categories)
            made.append(Text(one.description, one.category, ""))
        else:
            category, *parts = draw.choice(matters)
            made.append(Text(_said(draw, parts), category, ""))
    return made


def _said(draw: Random, parts: list[list[str]]) -> str:
    thing, trouble, wish = (draw.choice(part) for part in parts)
    effect = draw.choice(EFFECTS).format(n=draw.randint(3, 480), m=draw.randint(2, 60))
    return f"{draw.choice(OPENINGS)}{thing}{trouble}{effect}，{wish}。"


def _matters() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    lines = iter(_lines("background.txt"))
    for head in lines:
        things, troubles, wishes = (next(lines).split("|") for _ in range(3))
        yield head.split("] ")[1], things, troubles, wishes


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def bench(_seconds: float, _clients: int, halves: Sequence[str] = HALVES) -> Iterator[dict[str, Any]]:
    """For each half: recall among the first five of the finder, of plain keywords, and of keywords weighed by rarity."""
    for pool in POOLS:
        wanted = [half for half in pool if half in halves]
        if not wanted:
            continue
        texts = background() + [one for half in pool for one in groups(half)]
        Random(SEED).shuffle(texts)  # noqa: S311  # so that no text stands where it was written
        finder = Finder(texts)
        with transaction.atomic():
            _index(texts)
            for half in wanted:
                mine = {one.group for one in groups(half)}
                asked = [place for place, one in enumerate(texts) if one.group in mine]
                yield _figures(half, asked, texts, finder)
            transaction.set_rollback(True)


class Finder:
    """The product's finder over these texts, and the two ways of keyword search it is held against."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.rarity = Rarity([one.text for one in texts[:SAMPLE]])
        self.portraits = [Portrait(one.text, self.rarity) for one in texts]
        self.having: dict[str, list[int]] = defaultdict(list)
        self.pairs = [bigrams(one.text) for one in texts]
        for place, pairs in enumerate(self.pairs):
            for pair in pairs:
                self.having[pair].append(place)

    def likeness(self, place: int) -> list[int]:
        """As the product: at most `MOST` candidates from the index, the most alike first."""
        portrait = self.portraits[place]
        ideas, pairs = telling(portrait, IDEAS, PAIRS)
        wanted = {index.scope_token(KIND, idea): weight for idea, weight in ideas.items()} | pairs
        found = [one.key for one in candidates(KIND, wanted, None, MOST)]
        return sorted(found, key=lambda other: (-portrait.likeness(self.portraits[other]), other))

    def keywords(self, place: int) -> list[int]:
        """Plain keyword search: the texts with the most of its pairs of characters, over all texts."""
        return self._by(place, lambda pair: 1.0)

    def weighed(self, place: int) -> list[int]:
        """The same, each pair weighed by its rarity."""
        return self._by(place, lambda pair: math.log(len(self.pairs) / len(self.having[pair])))

    def _by(self, place: int, weight: Callable[[str], float]) -> list[int]:
        counted: Counter[int] = Counter()
        for pair in self.pairs[place]:
            for other in self.having[pair]:
                counted[other] += weight(pair)  # type: ignore[assignment]  # a weighed count is a float
        return sorted(counted, key=lambda other: (-counted[other], other))


def _index(texts: Sequence[Text]) -> None:
    now = timezone.now()
    rows = (
        index.document(KIND, place, title="", texts=[one.text], scopes=marks(one.text), at=now)
        for place, one in enumerate(texts)
    )
    index.keep_many(rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE foundation_searchdocument")


def _figures(half: str, asked: Sequence[int], texts: Sequence[Text], finder: Finder) -> dict[str, Any]:
    took: list[float] = []

    def timed(place: int) -> list[int]:
        begun = time.perf_counter()
        found = finder.likeness(place)
        took.append((time.perf_counter() - begun) * 1000)
        return found

    return {
        "bench": "similar",
        "half": half,
        "texts": len(asked),
        "groups": len({texts[place].group for place in asked}),
        "among": len(texts),
        "recall_at_5": round(_recall(timed, asked, texts), 3),
        "keywords_recall_at_5": round(_recall(finder.keywords, asked, texts), 3),
        "weighed_keywords_recall_at_5": round(_recall(finder.weighed, asked, texts), 3),
        "p50_ms": round(median(took), 1),
        "p95_ms": round(percentile(took, 95), 1),
    }


def _recall(ranked: Callable[[int], list[int]], asked: Sequence[int], texts: Sequence[Text]) -> float:
    """Of the other texts of each text's group, the part that stands among the first five."""
    found = wanted = 0
    for place in asked:
        mates = {other for other in asked if other != place and texts[other].group == texts[place].group}
        top = [other for other in ranked(place) if other != place][:TOP]
        found += len(mates & set(top))
        wanted += len(mates)
    return found / wanted
