"""The two documents that the contract itself works out."""

from typing import Any

DOCUMENT = """
{"schema": "zhitongche.settlement/1",
 "rules": {"quota": "1.00", "method": "mean", "min_judges": 1, "tie_breaks": ["criterion:c1", "median"],
           "criteria": [{"code": "c1", "weight": "60", "max": "100"}],
           "given": [{"code": "g1", "weight": "40", "max": "10", "source": "records"}]},
 "entries": [{"code": "E1"}], "judges": [{"code": "J1"}, {"code": "J2"}], "recusals": [["J2", "E1"]],
 "scores": [{"judge": "J1", "entry": "E1", "criterion": "c1", "points": "87.5"}],
 "givens": [{"entry": "E1", "component": "g1", "points": "9"}],
 "results": [{"entry": "E1", "score": "88.50", "rank": 1, "champion": true}], "champions_allowed": 1,
 "digest": "sha256:1c44b35da68e7eedd78e2c7cd7cb60e0c95e62984c248cf5df37a5a881e1f545"}
"""
POINTS = {
    "E1": ("90/6", "90/6", "90/6"),
    "E2": ("70/7", "90/9", "80/8"),
    "E3": ("80/8", "80/8"),
    "E4": ("79.997/8", "79.997/8", "79.997/8"),
    "E5": ("100/10", "100/"),
}


def example() -> dict[str, Any]:
    scores = [
        {"judge": f"J{number}", "entry": entry, "criterion": criterion, "points": points}
        for entry, cells in POINTS.items()
        for number, cell in enumerate(cells, start=1)
        for criterion, points in zip(("c1", "c2"), cell.split("/"), strict=True)
        if points
    ]
    return {
        "schema": "zhitongche.settlement/1",
        "rules": {
            "quota": "0.60",
            "method": "mean",
            "min_judges": 2,
            "tie_breaks": ["criterion:c1", "median"],
            "criteria": [{"code": "c1", "weight": "60", "max": "100"}, {"code": "c2", "weight": "30", "max": "10"}],
            "given": [{"code": "g1", "weight": "10", "max": "5", "source": "records"}],
        },
        "entries": [{"code": code} for code in POINTS],
        "judges": [{"code": "J1"}, {"code": "J2"}, {"code": "J3"}],
        "recusals": [["J3", "E3"]],
        "scores": scores,
        "givens": [{"entry": f"E{number}", "component": "g1", "points": "4"} for number in range(1, 5)],
    }
