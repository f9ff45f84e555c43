"""GeoJSON of a made-up city."""

import json
from typing import Any

SQUARE = [[111.0, 23.0], [111.5, 23.0], [111.5, 23.5], [111.0, 23.5], [111.0, 23.0]]


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def place(code: Any = 450422, ring: Any = SQUARE, kind: str = "Polygon", name: str = "adcode") -> dict[str, Any]:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    return {"type": "Feature", "properties": {name: code}, "geometry": {"type": kind, "coordinates": coordinates}}
