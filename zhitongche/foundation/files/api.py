"""Files over the API: sent first, then named by id in the acts that carry them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from ..errors import BadInput
from ..web import acts, api
from . import operations, rules

router = Router(tags=["files"])
MULTIPART = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "format": "binary"}},
            }
        }
    },
}


class FileOut(Schema):
    """What a file is called from now on. `kind` is photo or document, `bytes` its size as kept."""

    id: UUID
    kind: str
    bytes: int


@router.post(
    "",
    response={201: FileOut},
    operation_id="files_keep",
    summary="keep",
    openapi_extra={"parameters": [api.KEY_PARAMETER], "requestBody": MULTIPART},
)
def keep(request: Any) -> HttpResponse:
    """Keep a photo (JPEG, PNG, WebP) or a document (PDF, Word, Excel); unused ones are purged after a day."""

    def effect() -> tuple[int, Any]:
        by = acts.sender(rules.why_not_keep, request.postings)
        if "file" not in request.FILES:
            raise BadInput({"file": _("This is required.")})
        kept = operations.keep(account=request.account, upload=request.FILES["file"], by=by, now=request.now)
        return 201, {"id": kept.pk, "kind": kept.kind, "bytes": kept.bytes}

    return api.keyed(request, effect)
