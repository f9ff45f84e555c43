"""Writing documents and finding candidates by their tokens, on either database."""

import pytest

from tests.factories.people import NOW
from zhitongche.foundation.search import index, queries
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db


def keep(key: int, title: str, *texts: str, scopes: tuple[str, ...] = ("45", "450422")) -> None:
    index.keep("problem", key, title=title, texts=texts, scopes=scopes, at=NOW)


def test_candidates_have_any_token_those_whose_tokens_weigh_most_first() -> None:
    keep(1, "灌溉泵站年久失修")
    keep(2, "灌溉渠渗漏")
    keep(3, "路灯不亮")
    keep(4, "没有泵站")
    found = queries.candidates("problem", {"灌溉": 2, "泵站": 1.5, "没有": 1}, None, 10)
    assert [(one.key, one.weight) for one in found] == [(1, 3.5), (4, 2.5), (2, 2)]


def test_candidates_lie_in_one_of_the_scopes() -> None:
    keep(1, "灌溉泵站", scopes=("450422",))
    keep(2, "灌溉泵站", scopes=("450421",))
    assert [one.key for one in queries.candidates("problem", dict.fromkeys(["灌溉"], 1), ["450421", "46"], 10)] == [2]
    assert queries.candidates("problem", dict.fromkeys(["灌溉"], 1), [], 10) == []
    assert queries.candidates("project", dict.fromkeys(["灌溉"], 1), None, 10) == []


def test_extend_adds_words_scopes_and_a_title() -> None:
    keep(1, "灌溉泵站")
    index.extend("problem", 1, texts=["现场勘查", ""], scopes=["d7"], title="提灌站")
    document = SearchDocument.objects.get()
    assert (document.title, document.later.split()) == ("提灌站", ["现场勘查", "提灌站"])
    assert [one.key for one in queries.candidates("problem", dict.fromkeys(["勘查"], 1), ["d7"], 10)] == [1]
    assert [one.key for one in queries.candidates("problem", dict.fromkeys(["灌溉"], 1), ["450422"], 10)] == [1]


def test_keep_leaves_a_document_that_is_there() -> None:
    keep(1, "灌溉泵站")
    keep(1, "别的")
    assert queries.candidates("problem", dict.fromkeys(["别的"], 1), None, 10) == []
    assert SearchDocument.objects.get().title == "灌溉泵站"


def test_commonness_is_never_more_than_all() -> None:
    keep(1, "灌溉泵站")
    assert all(0 <= share <= 1 for share in queries.commonness(["灌溉", "没有"]).values())
    assert queries.commonness(["没有"]) == {"没有": 0.0}
