"""A document with one block of every kind, and what hostile people write."""

import io

from docx import Document as WordDocument

from zhitongche.foundation.papers.blocks import (
    Addressee,
    Attachments,
    Cell,
    Column,
    Distribution,
    Document,
    Head,
    Label,
    Labels,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Sheet,
    Signature,
    Table,
    Title,
    cells,
    heading,
    said,
)

HOSTILE = '<b>&amp; #panic("x") {{ config }} $x^2$ [链接](http) */ // _斜_ `码` \\n \x00\x0b\u202e<w:t>'


def word(*lines: str) -> bytes:
    """A Word file of these paragraphs, such as an office's own template."""
    document = WordDocument()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def whole(text: str = "继续推进。") -> Document:
    """Every kind of block, portrait and landscape."""
    return Document(
        "项目直通车简报",
        (
            Head("briefing", "第一书记项目直通车简报", "第9期", "中共梧州市委组织部", "2026年11月29日"),
            Title("梧州市第一书记项目直通车工作进展情况的通报", "（2026年11月1日至11月28日）"),
            Addressee("各县（市、区）党委组织部"),
            heading(1, "总体情况"),
            Paragraph((Run("本期收集问题"), Run("12", "received"), Run("个，又说一次"), Run("12", "received"))),
            heading(2, "供电"),
            heading(2, "道路"),
            heading(3, "小标题"),
            heading(4, "更小的标题"),
            heading(1, "下一步工作"),
            said(text),
            Table(
                (Column("指标", 16), Column("本期", 8, True)),
                ((Cell("收集问题"), Cell("12", "received")), (Cell(text), Cell("7"))),
                "主要指标",
            ),
            Labels((Label("出席", "张三、李四"), Label("请假", "王五"))),
            Attachments(("问题清单", "整改清单")),
            Signature("中共梧州市委组织部", "2026年11月29日"),
            Note("数据来源：直通车。"),
            PageBreak(),
            Sheet(((Label("编号", "DB-1"), Label("时间", "今天")), (Label("事项", text),)), (12, 30)),
            Table(tuple(Column(f"列{place}") for place in range(9)), cells([["字"] * 9] * 60), "项目库", True),
            said("后面的正文。"),
            Distribution(
                (Label("报", "市委"), Label("送", "各单位"), Label("发", "各县")), "市委组织部", "2026年11月29日", "50"
            ),
        ),
        "代拟稿",
        "中共梧州市委组织部",
        "2026-11-29",
    )
