"""`ztc bench search`: words of every frequency, rare ones first, and whether anything is missed."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from random import Random
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from zhitongche.express.problems import indexing, queries
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.search.models import SearchDocument
from zhitongche.oversight.search.queries import found

from . import load, readers

WORDS = 200
# How many of the reader's problems have a word: where one sort of word ends and the next begins.
RARE, MEDIUM = 50, search.MOST_HITS
PAGE = 200
# So many answers of a word that has more than can be ranked are held against the plain scan.
COMPARED = 200


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """For a county's and its province's organizer: each sort of word, at one client and at several; then recall."""
    now = timezone.now()
    county = readers.large_county()
    with load.product() as port:
        for who, place in (("county", county), ("province", county[:2])):
            account = readers.organizer_of(place, now)
            postings = postings_in_force(account, timezone.localdate(now))
            headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
            sorts = _sorted(_words(place, WORDS), postings)
            for name, words in sorts.items():
                yield from _measured(
                    {"bench": "search", "reader": who, "words": name}, port, words, headers, seconds, clients
                )
            if who == "county":
                every = [word for words in sorts.values() for word in words]
                yield {"bench": "recall", "reader": who, **_recall(postings, every)}


def _words(place: str, count: int) -> list[str]:
    """Pieces of two to six characters of documents of the place, each once; the same for the same database."""
    draw, chosen = Random(20_261_123), dict[str, None]()  # noqa: S311  # repeatable, guards nothing
    keys = list(queries.within(Problem.objects.all(), place).order_by("pk").values_list("pk", flat=True))
    while len(chosen) < count:
        document = SearchDocument.objects.filter(kind=indexing.KIND, key=draw.choice(keys)).first()
        if document is None:
            raise CommandError("Search knows nothing of a problem. Run: ztc prepare")
        word = draw.choice(f"{document.title} {document.body} {document.later}".split())
        start = draw.randrange(max(1, len(word) - 1))
        piece = word[start : start + draw.randint(2, 6)].strip("-.")
        if len(piece) > 1:
            chosen[piece] = None
    return list(chosen)


def _sorted(words: Sequence[str], postings: Sequence[Posting]) -> dict[str, list[str]]:
    """The words by how many problems have them."""
    sorts: dict[str, list[str]] = {"rare": [], "medium": [], "common": []}
    for word in words:
        hits = search.keys(search.question(indexing.KIND, word, indexing.scopes_of(postings)))
        name = "common" if hits is None else "rare" if len(hits) <= RARE else "medium"
        sorts[name].append(word)
    return {name: some for name, some in sorts.items() if some}


def _measured(
    named: dict[str, Any],
    port: int,
    words: Sequence[str],
    headers: dict[str, str],
    seconds: float,
    clients: int,
) -> Iterator[dict[str, Any]]:
    for count in (1, clients):
        turn = cycle(words)
        figures = load.run(
            port,
            lambda turn=turn: ("GET", f"/search/?q={quote(next(turn))}", headers, b""),  # type: ignore[misc]
            200,
            clients=count,
            seconds=seconds,
        )
        yield {**named, "different": len(words), "clients": count, **figures.told()}


def _recall(postings: Sequence[Posting], words: Sequence[str]) -> dict[str, Any]:
    """Of the answers that reading every text gives, how many search misses; and how many it gives too much.

    The newest `COMPARED` of a word that too many problems have for them to be ranked.
    """
    visible = dict(queries.visible_to(*postings).values_list("pk", "number"))
    documents = SearchDocument.objects.filter(kind=indexing.KIND, key__in=visible).order_by("-at", "-key")
    texts = {one.key: f"{one.title} {one.body} {one.later}" for one in documents.iterator()}
    missed = extra = compared = 0
    for word in words:
        keys = [key for key, text in texts.items() if word in text]
        expected = {visible[key] for key in (keys if len(keys) <= MEDIUM else keys[:COMPARED])}
        given = set(_paged(postings, word, len(expected)))
        missed, extra, compared = (
            missed + len(expected - given),
            extra + len(given - expected),
            compared + len(expected),
        )
    return {"words": len(words), "compared": compared, "missed": missed, "extra": extra}


def _paged(postings: Sequence[Posting], word: str, count: int) -> Iterator[str]:
    """The numbers that search gives, page after page, until there are `count` and, where that is all, one page more."""
    cursor, given = None, 0
    while True:
        page = found(postings, word, cursor, PAGE, kind=indexing.KIND)
        yield from (one.number for _kind, one in page.things)
        given += len(page.things)
        cursor = page.next
        if cursor is None or given >= count:
            return
