"""Which approvals a project is likely to need, by its industry and the words of its scope: proposed, never decided."""

from collections.abc import Iterable
from dataclasses import dataclass

# Of the shared items: industries in which nearly every project needs it, and words that speak for it.
SIGNS: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "government_investment": (frozenset({"water_works", "roads", "living", "public"}), ("财政资金", "衔接资金")),
    "enterprise_filing": (frozenset({"processing", "workshop", "energy"}), ("合作社", "公司", "企业")),
    "land_preview": (frozenset({"processing", "tourism", "public"}), ("新建", "厂房", "停车场", "用地", "征地")),
    "farmland_conversion": (frozenset(), ("占用耕地", "农用地转", "建设用地", "厂房")),
    "facility_land": (
        frozenset({"livestock", "fishery", "vegetables"}),
        ("大棚", "温室", "猪舍", "鸡舍", "牛舍", "羊舍", "育苗", "养殖场", "设施农业", "晾晒"),
    ),
    "forest_land": (frozenset({"forestry"}), ("林地", "林下", "山林", "伐", "林区")),
    "rural_planning": (frozenset({"processing", "tourism", "public"}), ("新建", "厂房", "楼", "房屋", "民宿", "广场")),
    "environment_register": (frozenset({"fruit", "tea", "tourism"}), ("民宿", "冷库", "烘干")),
    "environment_report": (frozenset({"processing", "livestock"}), ("屠宰", "污水", "加工厂", "养殖场", "生产线")),
    "water_intake": (frozenset({"fishery"}), ("取水", "抽水", "提灌", "泵站", "水泵", "机井", "打井", "供水")),
    "soil_conservation": (frozenset(), ("开挖", "平整", "梯田", "取土", "弃土", "土石方", "山地开发")),
    "river_works": (frozenset(), ("河道", "河堤", "护岸", "拦水坝", "堤防", "桥")),
    "power_connection": (
        frozenset({"processing", "energy"}),
        ("变压器", "用电", "供电", "增容", "水泵", "泵站", "冷库", "充电", "光伏"),
    ),
    "road_works": (frozenset(), ("公路", "国道", "省道", "县道", "道路接入", "跨路", "穿路")),
    "tender_plan": (frozenset(), ("招标",)),
    "construction_permit": (frozenset(), ("厂房", "楼", "房屋", "桥", "冷库")),
    "completion_filing": (frozenset(), ("厂房", "楼", "房屋", "桥", "冷库")),
    "village_grant": (frozenset({"living", "roads"}), ("一事一议", "奖补", "村内道路", "路灯", "水渠")),
}


@dataclass(frozen=True)
class Suggestion:
    """An item that fits; `words` are those of the project that speak for it, none where its industry alone does."""

    code: str
    words: tuple[str, ...]


def suggested(industry: str, texts: Iterable[str]) -> dict[str, Suggestion]:
    """The items that a project of this industry with these texts is likely to need, by code."""
    text = "\n".join(texts)
    found = {}
    for code, (industries, words) in SIGNS.items():
        spoken = tuple(word for word in words if word in text)
        if spoken or industry in industries:
            found[code] = Suggestion(code, spoken)
    return found
