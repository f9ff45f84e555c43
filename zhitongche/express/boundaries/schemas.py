"""What the API sends and answers for boundaries; the limits are those of the page's form."""

from datetime import datetime

from ninja import Schema

from .forms import LONGEST_APPROVAL

# A form of two parts, as a page sends it: the file is not JSON in JSON.
MULTIPART = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file", "approval"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "approval": {"type": "string", "minLength": 1, "maxLength": LONGEST_APPROVAL},
                },
            }
        }
    },
}


class LaidOut(Schema):
    """How many outlines were taken, under which number of approval."""

    count: int
    approval: str


class BoundaryOut(Schema):
    """One place's outline as the path of an SVG, in ten-millionths of the way round the Earth (Web Mercator).

    `west` to `south` are what it lies within, `middle` is where its name stands; `approval` goes below every map of it.
    """

    region: str
    name: str
    path: str
    west: int
    north: int
    east: int
    south: int
    middle: tuple[int, int]
    approval: str
    laid_at: datetime


class BoundaryList(Schema):
    items: list[BoundaryOut]
    next: str | None
