"""The Chinese catalogue is whole: nothing missing, left over, empty or fuzzy."""

import ast
import runpy
from collections.abc import Iterator

from tests.house import sources

# The names under which modules import Django's ways to mark a sentence.
MARKS = frozenset(
    {"_", "_in_words", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
)

messages = runpy.run_path(str(sources.ROOT / "scripts" / "messages.py"))


def test_zh_hans_has_every_sentence_and_no_other() -> None:
    assert messages["faults"](messages["load"](), messages["template"]()) == []


def test_the_extractor_sees_python_and_templates() -> None:
    paths = {found.path for found in messages["found_in_sources"]()}
    assert any(path.endswith(".py") for path in paths)
    assert any(path.endswith(".html") for path in paths)


def test_a_mark_that_a_module_calls_otherwise_is_seen() -> None:
    text = 'from django.utils.translation import gettext as _now\nsaid = _now("One") + _later("Two")\n'
    found = messages["_found"](text, sources.ROOT / "zhitongche" / "somewhere.py")
    assert [one.single for one in found] == ["One"]


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


def test_no_sentence_hides_in_an_f_string() -> None:
    """The extractor does not look into one: what is marked there would stay English without anybody noticing."""
    hidden = [
        f"{sources.short(path)}:{line}" for path in sources.python_files() for line in _hidden(sources.tree(path))
    ]
    assert hidden == []


def test_a_hidden_sentence_is_noticed() -> None:
    text = 'f"{name} {_(\'since %(day)s\') % facts}"\nf\'{pgettext("x", "Open")}\'\nf"{_tried(1)}"'
    assert list(_hidden(ast.parse(text))) == [1, 2]


def _hidden(module: ast.Module) -> Iterator[int]:
    """The lines where a call that marks a sentence stands inside an f-string."""
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr) and any(_marks(part) for part in ast.walk(node)):
            yield node.lineno


def _marks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS
