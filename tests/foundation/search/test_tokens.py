"""Folding, words and tokens: what must be found is found, whatever the text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhitongche.foundation.search import tokens
from zhitongche.foundation.search.tokens import Sought

CHARACTERS = "藤县新庆镇建新村灌溉泵站年久失修茶ＡＢｃé①㈱ﬁ０１２3456789-.,，。—_ \n\t「」ßΣİ가𠮷"
texts = st.one_of(st.text(alphabet=CHARACTERS, max_size=60), st.text(max_size=60))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢ，12,000 元", "ab 12000 元"),
        ("藤县－2026－0042。", "藤县-2026-0042"),
        ("3.5万 a_b —— -x- 1,23", "3.5万 a b x 1 23"),
        ("450422-2026-0042", "450422-2026-0042"),
        ("", ""),
    ],
)
def test_fold_is_what_people_mean(text: str, folded: str) -> None:
    assert tokens.fold(text) == folded


@given(texts)
@example("ÅK ﬀ ͅ ẞ")
def test_fold_changes_nothing_twice(text: str) -> None:
    assert tokens.fold(tokens.fold(text)) == tokens.fold(text)


def test_words_are_few_and_short() -> None:
    assert tokens.words(" 灌溉，灌溉 泵站 ") == ["灌溉", "泵站"]
    assert len(tokens.words(" ".join(map(str, range(100))))) == tokens.MOST_WORDS
    assert len(tokens.words("茶" * 500)[0]) == tokens.LONGEST_WORD


def test_bigrams_are_the_dense_pairs_in_order() -> None:
    assert tokens.bigrams("茶园灌溉 3.5 茶园") == ["茶园", "园灌", "灌溉"]


def test_sought_leaves_out_what_tells_little() -> None:
    assert tokens.sought(["2026", "灌溉"]) == [Sought("灌溉")]
    assert tokens.sought(["2026"]) == [Sought("2026", is_beginning=True)]
    assert tokens.sought(["茶"]) == [Sought("茶", is_beginning=True)]
    assert len(tokens.sought(["灌溉泵站年久失修" * 5])) <= tokens.MOST_TOKENS


def meets(found: set[str], wanted: list[Sought]) -> bool:
    """Whether an index of these tokens would give the document."""
    return all(
        any(token.startswith(one.token) for token in found) if one.is_beginning else one.token in found
        for one in wanted
    )


@given(texts, st.data())
def test_every_piece_of_a_document_finds_it(text: str, data: st.DataObject) -> None:
    folded = tokens.fold(text)
    if not folded:
        return
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    asked = tokens.words(folded[start:end])
    assert all(word in folded for word in asked)
    if asked:
        assert meets(tokens.tokens([folded]), tokens.sought(asked))


@given(texts)
def test_tokens_need_no_quoting(text: str) -> None:
    """They are written into the databases' own languages as they are."""
    assert not any(set("'\"\\ :*&|") & set(token) for token in tokens.tokens([tokens.fold(text)]))
