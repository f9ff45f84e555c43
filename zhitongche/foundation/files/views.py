"""Files on pages: sent ahead of their form, and shown to whoever may see them."""

import re
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from ..web.access import SignedInRequest
from . import queries, shelf
from .fields import ACCEPTED, MOST, FilesField, uploaded
from .models import Attachment

FIELD_NAME = re.compile(r"[a-z_]{1,30}")
SMALL = "small"
# What a file is never allowed to do in a browser, whatever is in it.
HARMLESS = "sandbox; default-src 'none'; frame-ancestors 'none'"


def send(attachment: Attachment, size: str = "") -> HttpResponseBase:
    """A kept file, `small` for a photo's thumbnail; whoever calls has checked that the reader may see it.

    Photos are shown, documents downloaded under the sender's name. Raises Http404 where the file is gone from the disk.
    """
    is_photo = attachment.kind == Attachment.Kind.PHOTO
    path = shelf.path_of(attachment.pk, shelf.THUMBNAIL if is_photo and size == SMALL else shelf.PICTURE)
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=not is_photo, filename=attachment.name, content_type=attachment.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = HARMLESS
    # What an id names never changes; whether somebody may see it may.
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_GET
def own(request: SignedInRequest, file_id: UUID) -> HttpResponseBase:
    """A file that its sender has not used yet."""
    return send(get_object_or_404(queries.waiting_of(request.account), pk=file_id), request.GET.get("size", ""))


@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep what was just chosen in a form; answers that form's field, with what it holds now."""
    name, kind = request.POST.get("field", ""), request.POST.get("kind", "")
    limit = request.POST.get("limit", "")
    if not FIELD_NAME.fullmatch(name) or kind not in ACCEPTED or not limit.isdecimal() or not 0 < int(limit) <= MOST:
        raise Http404
    sent = type("Sent", (forms.Form,), {name: FilesField(limit=int(limit), kind=kind)})
    form: forms.Form = uploaded(request, sent)
    form.fields[name].widget.faults = tuple(form.errors.get(name, ()))
    return HttpResponse(form[name].as_widget())
