"""The words in their sentence."""

from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.search import snippets, tokens


def test_marked_text_keeps_every_character() -> None:
    found = snippets.marked("ＡＢ灌溉泵站与灌溉渠", ["灌溉", "ab"])
    assert found.parts == [("ＡＢ灌溉", True), ("泵站与", False), ("灌溉", True), ("渠", False)]


def test_snippet_begins_shortly_before_the_first_word() -> None:
    text = "前" * 200 + "灌溉" + "后" * 200
    found = snippets.snippet(text, ["灌溉"], 60)
    assert found.text == "…" + "前" * 20 + "灌溉" + "后" * 38 + "…"
    assert [found.text[start:end] for start, end in found.marks] == ["灌溉"]


def test_snippet_without_a_word_is_the_beginning() -> None:
    assert snippets.snippet("一二三\n四五", ["六"], 4) == snippets.Snippet("一二三 …")
    assert snippets.best(["一二", "三六"], ["六"]) == snippets.Snippet("三六", ((1, 2),))
    assert snippets.best(["一二"], ["六"]) is None


def test_characters_that_fold_to_several_are_marked_whole() -> None:
    assert snippets.marked("共㈱店", ["株"]).parts == [("共", False), ("㈱", True), ("店", False)]


@given(st.text(max_size=80), st.text(min_size=1, max_size=8))
def test_parts_are_the_text(text: str, asked: str) -> None:
    assert "".join(part for part, _ in snippets.marked(text, tokens.words(asked)).parts) == text
    found = snippets.snippet(text, tokens.words(asked), 20)
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
