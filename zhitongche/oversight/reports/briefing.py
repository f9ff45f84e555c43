"""The monthly briefing (简报) of a place: figures beside the last issue's, typical cases, what is lacking, next steps."""

from collections.abc import Mapping, Sequence

from zhitongche.foundation.papers.blocks import Document
from zhitongche.foundation.papers.wording import in_days, month_and_day, organization_department
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Level, Region

from . import cases
from .counting import MEASURES, Figure, answer
from .parts import FIGURES, Draft, Face, Part, PartKind, compose
from .periods import Period

NAME = "第一书记项目直通车简报"
# What the table shows, in its order.
TABLE = (
    *("meetings", "received", "closed", "open_at_end", "promised", "kept", "broken", "confirmed", "content"),
    *("new_projects", "library", "investment"),
)
# How many cases a draft begins with; the editor picks from more.
CASES = 2


def gathered(postings: Sequence[Posting], region: str, period: Period) -> dict[str, Figure]:
    """Every figure of a place and a time; one statement each."""
    return {key: answer(measure, postings, region, period) for key, measure in MEASURES.items()}


def drafted(
    postings: Sequence[Posting], place: Region, period: Period, former: Mapping[str, Figure] | None = None
) -> Draft:
    """The briefing that the records propose. `former` are the last issue's figures; without one the time before is asked."""
    figures = gathered(postings, place.code, period)
    if former is None:
        before = period.before()
        former = {key: answer(MEASURES[key], postings, place.code, before) for key in TABLE}
    told = cases.proposed(postings, place.code, period)[:CASES]
    parts = (
        Part(PartKind.HEADING, "总体情况"),
        Part(PartKind.TEXT, sentence_of_year(place, period)),
        Part(PartKind.TEXT, _of_time(place, period)),
        Part(PartKind.TABLE, FIGURES),
        *((Part(PartKind.HEADING, "典型案例"), *(case.part() for case in told)) if told else ()),
        Part(PartKind.HEADING, "存在问题"),
        *(Part(PartKind.TEXT, text) for text in _lacking(figures)),
        Part(PartKind.HEADING, "下一步工作"),
        *(Part(PartKind.TEXT, text) for text in _next_steps(figures)),
        *_receivers(place),
    )
    return Draft(title_of(place), parts, figures, former, note=period.words)


def sentence_of_year(place: Region, period: Period) -> str:
    """今年以来，市县两级召开项目对接会9场次，协调解决问题70多个: the article's sentence, of these records."""
    _year, words = period.year()
    levels = "市县两级" if place.level < Level.COUNTY else whole_of(place)
    return f"{words}，{levels}召开项目对接会[[year_meetings]]场次，协调解决问题[[year_closed~]]个。"


def document(draft: Draft, place: Region, period: Period) -> Document:
    """The proposal as a document, for whoever wants no paper of it kept."""
    on = in_days(period.last)
    face = Face(NAME, unit_of(place), "第×期", on, draft.title, draft.note, period.last.isoformat())
    return compose(face, draft, TABLE)


def title_of(place: Region) -> str:
    return f"{place.short_name}第一书记项目直通车工作情况"


def unit_of(place: Region) -> str:
    """Who edits and prints it: the Organization Department of the place."""
    return organization_department(place.short_name)


def whole_of(place: Region) -> str:
    """全市, 全县, 全区: by the last word of the place's name."""
    last = place.short_name[-1:]
    return f"全{last}" if last in "省市县区州盟旗" else "全省" if place.level == Level.PROVINCE else place.short_name


def _of_time(place: Region, period: Period) -> str:
    return (
        f"{period.words}，{whole_of(place)}召开项目对接会[[meetings]]场次，收集问题[[received]]个，销号[[closed]]个，"
        f"新列入整改清单[[promised]]项，到期整改事项按期完成[[kept]]项。截至{month_and_day(period.last)}，"
        "项目库有项目[[library]]个，总投资[[investment]]，其中本期新入库[[new_projects]]个；在办问题[[open_at_end]]个。"
        "群众对办理结果作出评价[[confirmed]]件，满意和基本满意[[content]]件。"
    )


def _lacking(figures: Mapping[str, Figure]) -> list[str]:
    """What the records show to be wanting; where nothing is, that."""
    said = []
    if figures["broken"].count:
        said.append("到期未完成的整改事项[[broken]]项，承诺兑现还不够及时。")
    if figures["long_open"].count:
        said.append("超过30天未办结的问题[[long_open]]个，部分问题推进偏慢。")
    if figures["confirmed"].count > figures["content"].count:
        said.append("群众作出的[[confirmed]]件评价中，满意和基本满意[[content]]件，办理质量有待提高。")
    return said or ["本期没有到期未完成的整改事项，也没有超过30天未办结的问题。"]


def _next_steps(figures: Mapping[str, Figure]) -> list[str]:
    said = []
    if figures["broken"].count:
        said.append("对到期未完成的整改事项逐项督办，明确责任人和完成时限。")
    if figures["long_open"].count:
        said.append("对长期未办结的问题逐个分析原因，提请项目对接会集中会诊。")
    return [*said, "继续做好问题动态收集和项目跟踪服务，解决一项、销号一项。"]


def _receivers(place: Region) -> tuple[Part, ...]:
    name = place.short_name
    below = {
        Level.PROVINCE: "各市党委组织部",
        Level.CITY: "各县（市、区）党委组织部",
        Level.COUNTY: "各乡镇（街道）党（工）委",
    }
    return (
        Part(PartKind.REPORT, f"{name}党委、政府领导"),
        Part(PartKind.SEND, f"{name}各有关部门"),
        Part(PartKind.ISSUE, below.get(Level(place.level), "各村第一书记")),
    )
