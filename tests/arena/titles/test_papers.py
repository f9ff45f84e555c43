"""The office's papers say who and by which rule, and neither rank nor score."""

import pytest

from tests.factories import results
from tests.factories.contests import Cast
from tests.factories.results import AFTER
from zhitongche.arena.titles import operations, papers
from zhitongche.foundation.papers.plain import to_text

pytestmark = pytest.mark.django_db
SCORES = ("89.50", "86.00", "77.50")


def test_the_notice_names_champions_quota_and_the_days(cast: Cast) -> None:
    made = results.published(cast)
    text = to_text(papers.paper(papers.NOTICE, made, results.settlement(made), AFTER))
    for words in ("⌊0.40 × 5⌋ = 2", "南村201", "南村202", "2026年6月11日", "实名", results.settlement(made).digest):
        assert words in text
    assert not any(score in text for score in SCORES)
    assert "南村203" not in text


def test_the_circular_names_the_titles_in_force(cast: Cast) -> None:
    made = results.final(cast)
    one, other = results.titles(made)
    operations.revoke(made, by=cast.organizer, now=AFTER, title=one.number, reason="造假")
    text = to_text(papers.paper(papers.CIRCULAR, made, results.settlement(made), AFTER))
    assert other.number in text
    assert one.number not in text
    assert "分盟擂主" in text


def test_without_champions_both_say_so(cast: Cast) -> None:
    made = results.final(cast, rules={**results.RULES, "quota": "0.10"})
    kept = results.settlement(made)
    assert "不产生擂主" in to_text(papers.paper(papers.NOTICE, made, kept, AFTER))
    assert "不产生擂主" in to_text(papers.paper(papers.CIRCULAR, made, kept, AFTER))


def test_the_certificate_bears_number_and_code(cast: Cast) -> None:
    title = results.titles(results.final(cast))[0]
    text = to_text(papers.certificate(title))
    assert title.number in text
    assert f"{title.code[:4]}-{title.code[4:8]}-{title.code[8:]}" in text
