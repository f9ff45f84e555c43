"""The Chinese catalogue is whole: nothing missing, left over, empty or fuzzy."""

import runpy

from tests.house import sources

messages = runpy.run_path(str(sources.ROOT / "scripts" / "messages.py"))


def test_zh_hans_has_every_sentence_and_no_other() -> None:
    assert messages["faults"](messages["load"](), messages["template"]()) == []


def test_the_extractor_sees_python_and_templates() -> None:
    paths = {found.path for found in messages["found_in_sources"]()}
    assert any(path.endswith(".py") for path in paths)
    assert any(path.endswith(".html") for path in paths)


def test_a_gap_is_noticed() -> None:
    """The control: a catalogue that lacks, empties, blurs or bends a sentence is refused for each of them."""
    wanted = messages["Catalog"](locale="zh_Hans", fuzzy=False)
    for sentence in ("One", "Two", "Three", "By %(name)s"):
        wanted.add(sentence, locations=[("somewhere.py", 0)])
    kept = messages["Catalog"](locale="zh_Hans", fuzzy=False)
    kept.add("Two", "")
    kept.add("Three", "三", flags=["fuzzy"])
    kept.add("By %(name)s", "由%(nam)s")
    kept.add("Four", "四")
    assert messages["faults"](kept, wanted) == [
        "fuzzy: 'Three'",
        "no longer in the sources: 'Four'",
        "not in the catalogue: 'One' (somewhere.py)",
        "not translated: 'Two'",
        "other placeholders: 'By %(name)s'",
    ]
