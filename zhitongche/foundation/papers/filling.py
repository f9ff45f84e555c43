"""An office's own Word template, filled in: Jinja in a sandbox, every value escaped, no field that we do not know.

A template is a program that somebody else wrote. It is therefore read and filled in the child process alone
(`child.py`), which has a limit of time and memory, no database and no settings.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document as WordDocument
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

# A letter repeats and chooses; the rest of Jinja has no business in it, nor what makes texts of any length.
FORBIDDEN = (
    *(nodes.Macro, nodes.CallBlock, nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends, nodes.Block),
    *(nodes.Call, nodes.Mul, nodes.Pow, nodes.FilterBlock),
)
PLAIN_FILTERS = frozenset({"length", "default", "join", "upper", "lower", "first", "last", "e", "escape"})


class Environment(ImmutableSandboxedEnvironment):
    """Nothing may be called but what a template cannot do without: `loop` counts by itself."""

    def is_safe_callable(self, obj: object) -> bool:
        return False


def environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined)


def faults_in(template: bytes, fields: Sequence[str]) -> list[str]:
    """What is wrong with a template, each with the paragraph it stands in; nothing where it can be filled.

    A field is told by its place: “第3段：未知字段 {{ pages }}”.
    """
    try:
        read = DocxTemplate(io.BytesIO(template))
        read.init_docx()
        edges = [
            read.patch_xml(read.get_part_xml(part))
            for kind in (read.HEADER_URI, read.FOOTER_URI)
            for _key, part in read.get_headers_footers(kind)
        ]
        source = "".join([read.patch_xml(read.get_xml()), *edges])
    except Exception as error:  # noqa: BLE001  # whatever a broken file makes the library say
        return [f"文件无法读取：{type(error).__name__}"]
    env = environment()
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as error:
        return [f"{_place_of(template, '{')}：写法有误：{error.message}"]
    unknown = sorted(find_undeclared_variables(tree) - set(fields))
    filters = [node.name for node in tree.find_all(nodes.Filter) if node.name not in PLAIN_FILTERS]
    hidden = [node.attr for node in tree.find_all(nodes.Getattr) if node.attr.startswith("_")]
    return [
        *(f"{_place_of(template, '{')}：不允许使用 {type(node).__name__}" for node in tree.find_all(FORBIDDEN)),
        *(f"{_place_of(template, name)}：不允许使用过滤器 {name}" for name in filters),
        *(f"{_place_of(template, name)}：未知字段 {name}" for name in unknown),
        *(f"{_place_of(template, name)}：不允许使用 {name}" for name in hidden),
    ]


def filled(template: bytes, fields: Mapping[str, Any]) -> bytes:
    """The template with its fields filled in. Raises ValueError with what is wrong where it cannot be."""
    if faults := faults_in(template, list(fields)):
        raise ValueError("；".join(faults))
    made = DocxTemplate(io.BytesIO(template))
    try:
        made.render(dict(fields), environment(), autoescape=True)
    except TemplateError as error:
        raise ValueError(str(error)) from error
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _place_of(template: bytes, word: str) -> str:
    """Where a word stands, as people count: the paragraph, or the table, row and cell."""
    word_file = WordDocument(io.BytesIO(template))
    for number, paragraph in enumerate(word_file.paragraphs, start=1):
        if word in paragraph.text and "{" in paragraph.text:
            return f"第{number}段"
    for number, table in enumerate(word_file.tables, start=1):
        for at, row in enumerate(table.rows, start=1):
            for place, cell in enumerate(row.cells, start=1):
                if word in cell.text:
                    return f"第{number}个表格第{at}行第{place}列"
    return "页眉、页脚或文本框"
