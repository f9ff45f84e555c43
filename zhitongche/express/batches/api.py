"""The workbook of a first batch for programs: the same plan, rules and records as the page."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange.api import SENDS, SheetRowOut, imported
from zhitongche.foundation.web.api import keyed

from .importing import Batch
from .intake import INTAKE

router = Router(tags=["projects"])


class BatchImportOut(Schema):
    """The rows of both lists; `problems` is null where the workbook holds none. `done` counts both."""

    rows: list[SheetRowOut]
    problems: list[SheetRowOut] | None
    remark: str | None
    done: int


@router.post(
    "/import",
    response={200: BatchImportOut, 201: BatchImportOut},
    openapi_extra=SENDS | {"responses": {202: {"description": "A job."}}},
    url_name="projects-import",
)
def import_projects(request: Any, check: bool = False) -> HttpResponse:
    """Plan every new project and report every new problem of the workbook, or nothing; with `check` only say what would be.

    A long workbook is answered with 202 and the job that takes it. A fault in the list of problems is named under `problems`.
    """
    return keyed(request, lambda: imported(request, INTAKE, _told, is_check=check))


def _told(batch: Batch, done: int) -> dict[str, Any]:
    problems = None if batch.problems is None else fates.told(batch.problems)
    return {"rows": fates.told(batch), "problems": problems, "remark": batch.remark or None, "done": done}
