"""The labelled texts are what docs/similar.md says they are, and the benchmark measures and leaves nothing behind."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from zhitongche.config.bench import similar
from zhitongche.foundation.search.models import SearchDocument

PAGE = Path(__file__).parents[3] / "docs" / "similar.md"


def test_the_halves_hold_the_texts_promised_and_share_no_group() -> None:
    halves = [similar.groups(half) for half in similar.HALVES]
    assert sum(map(len, halves)) >= 150
    names = [{one.group for one in half} for half in halves]
    assert not names[0] & names[1]
    assert all(set(Counter(one.group for one in half).values()) == {4} for half in halves)


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
    (found,) = similar.bench(1, 1, halves=("open",))
    assert found["among"] == 600 + sum(len(similar.groups(half)) for half in similar.HALVES)
    assert found["recall_at_5"] > 0.8
    assert found["recall_at_5_without_the_other_half"] >= found["recall_at_5"] - 0.01
    assert found["recall_at_5"] > found["weighed_keywords_recall_at_5"] + 0.15
    assert not SearchDocument.objects.exists()
