"""A few dozen real rows of the bureau's list, written as the package ships them."""

from pathlib import Path

HEADS = {
    "provinces": "code,name",
    "cities": "code,name,provinceCode",
    "areas": "code,name,cityCode,provinceCode",
    "streets": "code,name,areaCode,provinceCode,cityCode",
    "villages": "code,name,streetCode,provinceCode,cityCode,areaCode",
}
LENGTHS = {2: "provinces", 4: "cities", 6: "areas", 9: "streets", 12: "villages"}
# Two places of the article; 东莞 (a city that is its own county) and 金门 (the same name on three levels); a city that is none.
ROWS = {
    "11": "北京市",
    "1101": "市辖区",
    "110101": "东城区",
    "110101001": "东华门街道",
    "110101001001": "多福巷社区居委会",
    "35": "福建省",
    "3505": "泉州市",
    "350527": "金门县",
    "350527000": "金门县",
    "350527000000": "金门县",
    "37": "山东省",
    "3706": "烟台市",
    "370681": "龙口市",
    "370681106": "下丁家镇",
    "370681106214": "南邢家村委会",
    "370681108": "石良镇",
    "370681108231": "筐柳村委会",
    "370681108268": "东方新村村委会",
    "44": "广东省",
    "4419": "东莞市",
    "441900": "东莞市",
    "441900003": "东城街道",
    "441900003001": "岗贝社区居民委员会",
    "45": "广西壮族自治区",
    "4504": "梧州市",
    "450421": "苍梧县",
    "450422": "藤县",
    "450422100": "藤州镇",
    "450422100211": "新华村委会",
    "450422100226": "谷山村委会",
    "450422107": "新庆镇",
    "450422107001": "大路圩社区委员会",
    "450422107204": "龙山村委会",
    "450422107205": "建新村委会",
    "450422107210": "新庆村委会",
    "50": "重庆市",
    "5002": "县",
    "500229": "城口县",
    "500229202": "北屏乡",
}


def package(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The package's folder with these rows; `changes` gives other names, None leaves a row out."""
    rows = {**ROWS, **(changes or {})}
    dist = folder / "dist"
    dist.mkdir(parents=True, exist_ok=True)
    for length, name in LENGTHS.items():
        lines = [HEADS[name]]
        for code, called in rows.items():
            if len(code) == length and called is not None:
                above = [code[:cut] for cut in LENGTHS if cut < length]
                lines.append(",".join([code, f'"{called}"', *reversed(above)]))
        (dist / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
