"""How long things are, what they are called, what may stand where."""

import ast
import re
from pathlib import Path

from tests.house import sources

FILE_CAP = 400
FUNCTION_CAP = 60
CLASS_CAP = 250
VIEW_CAP = 20
TEMPLATE_CAP = 150
SETTINGS_CAP = 300
CHIPS = re.compile(r'<ul class="chips".*?</ul>', re.DOTALL)
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
FIRST_ROW = re.compile(r"<tbody>.*?(<tr.*?</tr>)", re.DOTALL)
CELL = re.compile(r"<t[dh]\b[^>]*>")
NUMBER = re.compile(r'class="[^"{]*\bnum\b')
# Names that say nothing about what is inside.
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "services", "service", "manager", "handlers", "lib"}
# Reinstalling the triggers after every migrate is the one thing that only a signal can do.
RECEIVERS = {"zhitongche/foundation/apps.py"}
# A heavy library is imported in its one adapter function, so that web processes do not carry it.
HEAVY = {"zhitongche/foundation/regions/names.py": "pypinyin"}
# Nobody's duty: the system's own upkeep, and what everybody may do with their own account and notices.
WITHOUT_A_POSTING = {
    "load_default",
    "create_first_administrator",
    "draft_after",
    "follow_gates",
    "load_categories",
    "load_industries",
    "load_items",
    "load_skills",
    "recount",
    "recount_months",
    "recount_problems",
    "recompute_limits",
    "mark_read",
    "mark_all_read",
    "keep_count",
    "robots_due",
    "purge",
    "archive",
    "change_password",
    "sign_in",
    "sign_out",
    "refuse_sign_in",
    "use_card",
}
CONNECTS = {"connect", "receiver"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
INLINE = re.compile(
    r"""\sstyle\s*=|\son\w+\s*=\s*["']|<style\b|javascript:|\shx-on|\shx-vals\s*=\s*["']js""", re.IGNORECASE
)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>\s*\S", re.IGNORECASE)
JSON_SCRIPT = re.compile(r'<script\b[^>]*type="application/json"', re.IGNORECASE)


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_too_long() -> None:
    files = [*sources.python_files(), *(sources.ROOT / "scripts").glob("*.py"), *(sources.ROOT / "tests").rglob("*.py")]
    assert {sources.short(path): _length(path) for path in files if _length(path) > FILE_CAP} == {}
    assert _length(sources.PACKAGE / "config" / "settings.py") <= SETTINGS_CAP


def test_no_function_is_too_long() -> None:
    long = {
        f"{sources.short(path)}:{node.name}": sources.lines_of(node)
        for path in sources.python_files()
        for node in sources.functions(path)
        if sources.lines_of(node) > FUNCTION_CAP
    }
    assert long == {}


def test_views_are_short() -> None:
    long = {
        f"{sources.short(path)}:{node.name}": sources.lines_of(node)
        for path in sources.named("views")
        for node in sources.functions(path)
        if sources.lines_of(node) > VIEW_CAP
    }
    assert long == {}


def test_no_class_is_too_long() -> None:
    long = {
        f"{sources.short(path)}:{node.name}": sources.lines_of(node)
        for path in sources.python_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ClassDef) and sources.lines_of(node) > CLASS_CAP
    }
    assert long == {}


def test_no_template_is_too_long() -> None:
    assert {sources.short(path): _length(path) for path in sources.templates() if _length(path) > TEMPLATE_CAP} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    parts = [path.with_suffix("") for path in (*sources.python_files(), *(sources.ROOT / "tests").rglob("*.py"))]
    assert [sources.short(path) for path in parts if NO_NAMES & set(path.relative_to(sources.ROOT).parts)] == []


def test_every_module_says_what_it_is() -> None:
    """Those whose name says it all may be silent."""
    files = [path for path in sources.python_files() if path.name not in {"__init__.py", "apps.py", "urls.py"}]
    assert [sources.short(path) for path in files if not ast.get_docstring(sources.tree(path))] == []


def test_views_and_api_touch_no_table() -> None:
    """They ask queries and operations: no manager, no save, no delete."""
    found = [
        f"{sources.short(path)}:{node.lineno} .{node.attr}"
        for path in sources.named("views", "api")
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS | WRITES
    ]
    assert found == []


def test_forms_and_schemas_never_save() -> None:
    found = [
        f"{sources.short(path)}:{node.lineno} .{node.attr}"
        for path in sources.named("forms", "schemas")
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in WRITES | {"operations"}
    ]
    assert found == []


def test_signals_have_one_receiver_only() -> None:
    found = {
        sources.short(path)
        for path in sources.python_files()
        for node in ast.walk(sources.tree(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
        or (isinstance(node, ast.Attribute) and node.attr in CONNECTS and "signal" in ast.unparse(node).lower())
    }
    assert found <= RECEIVERS


def test_imports_stand_at_the_top() -> None:
    found = [
        f"{sources.short(path)}:{inner.lineno}"
        for path in sources.python_files()
        for node in sources.functions(path)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
        # Django itself asks an app's `ready` to import late: the models are not loaded before.
        if not (path.name == "apps.py" and node.name == "ready")
        and not (sources.short(path) in HEAVY and f"{HEAVY[sources.short(path)]} " in ast.unparse(inner))
    ]
    assert found == []


def test_only_flow_writes_a_state() -> None:
    """Anywhere else a state is set is a move that no table allowed and no record tells."""
    found = [
        f"{sources.short(path)}:{node.lineno}"
        for path in sources.python_files()
        if path != sources.PACKAGE / "foundation" / "flow.py"
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Attribute) and target.attr == "state" for target in node.targets)
        # A refusal carries the state that refused.
        if path != sources.PACKAGE / "foundation" / "errors.py"
    ]
    assert found == []


def test_operations_take_the_actor_and_the_clock_by_name() -> None:
    """Every write says who acts and when; neither is read from the air."""
    found = []
    for path in sources.named("operations"):
        for node in sources.functions(path):
            is_operation = any("operation" in ast.unparse(mark) for mark in node.decorator_list)
            if not is_operation or node.name.startswith("_"):
                continue
            wanted = {"now"} if node.name in WITHOUT_A_POSTING else {"by", "now"}
            if not wanted <= {argument.arg for argument in node.args.kwonlyargs}:
                found.append(f"{sources.short(path)}:{node.name}")
    assert found == []


def test_templates_hold_no_style_and_no_script() -> None:
    found = []
    for path in sources.templates():
        text = path.read_text(encoding="utf-8")
        if INLINE.search(text) or (INLINE_SCRIPT.search(text) and not JSON_SCRIPT.search(text)):
            found.append(sources.short(path))
    assert found == []


def test_headings_stand_over_their_numbers() -> None:
    """A column of numbers is set to the right, and so is its heading."""
    tables = [(path, table) for path in sources.templates() for table in TABLE.findall(path.read_text("utf-8"))]
    assert [sources.short(path) for path, table in tables if _has_heading_apart(table)] == []


def _has_heading_apart(table: str) -> bool:
    row = FIRST_ROW.search(table)
    cells = CELL.findall(row[1]) if row else []
    heads = [head for head in CELL.findall(table) if 'scope="col"' in head]
    return len(heads) == len(cells) and any(
        NUMBER.search(cell) and not NUMBER.search(head) for head, cell in zip(heads, cells, strict=True)
    )


def test_rows_that_scroll_on_a_phone_hold_links() -> None:
    """The keyboard reaches what lies beyond the edge by its links; a row that is only read is a `tally` and wraps."""
    rows = [(path, row) for path in sources.templates() for row in CHIPS.findall(path.read_text("utf-8"))]
    assert rows
    assert [sources.short(path) for path, row in rows if "<a " not in row] == []


def test_translated_sentences_are_whole() -> None:
    """No f-string, no sum and no format inside a marked sentence: extraction would miss it."""
    marks = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy", "ngettext_lazy"}
    found = [
        f"{sources.short(path)}:{node.lineno}"
        for path in sources.python_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in marks
        for argument in node.args
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert found == []


def test_nothing_is_left_to_do_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [*sources.python_files(), *sources.templates()]
    assert [sources.short(path) for path in files if marks.search(path.read_text(encoding="utf-8"))] == []
