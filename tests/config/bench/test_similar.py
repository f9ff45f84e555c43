"""The labelled texts are what docs/similar.md says they are, and the benchmark measures and leaves nothing behind."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from zhitongche.config.bench import similar
from zhitongche.foundation.search.models import SearchDocument

PAGE = Path(__file__).parents[3] / "docs" / "similar.md"


@pytest.mark.parametrize("pool", similar.POOLS, ids="-".join)
def test_a_pool_holds_the_texts_promised_and_its_halves_share_no_group(pool: tuple[str, ...]) -> None:
    names = [one.group for half in pool for one in similar.groups(half)]
    assert len(names) >= 150
    assert set(Counter(names).values()) == {4}


def test_the_frozen_half_is_the_one_whose_digest_was_written_down() -> None:
    digest = hashlib.sha256((similar.DATA / "frozen.txt").read_bytes()).hexdigest()
    assert digest in PAGE.read_text(encoding="utf-8")


def test_the_background_is_the_same_every_time_and_bears_no_group() -> None:
    texts = similar.background(400)
    assert texts == similar.background(400)
    assert {one.group for one in texts} == {""}
    assert len({one.text for one in texts}) > 390


@pytest.mark.django_db
def test_the_finder_beats_keywords_and_leaves_nothing_in_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = similar.background
    monkeypatch.setattr(similar, "background", lambda: everything(600))
    typed, hard = similar.bench(1, 1, halves=("open", "hard"))
    assert typed["among"] == 600 + sum(len(similar.groups(half)) for half in ("open", "frozen"))
    assert hard["among"] == 600 + len(similar.groups("hard"))
    assert typed["recall_at_5"] > 0.9
    assert hard["recall_at_5"] > hard["weighed_keywords_recall_at_5"] + 0.3
    assert not SearchDocument.objects.exists()
