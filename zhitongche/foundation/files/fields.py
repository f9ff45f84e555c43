"""Files in a page's form: sent with it or ahead of it, shown small, and named by id from then on."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..errors import BadInput, Refused
from ..web import acts
from ..web.access import SignedInRequest
from . import operations, rules
from .models import Attachment

SentForm = TypeVar("SentForm", bound=forms.Form)
# A paper is a document, or the photo of one.
PAPER = "paper"
ACCEPTED: dict[str, str] = {
    Attachment.Kind.PHOTO.value: "image/jpeg,image/png,image/webp",
    Attachment.Kind.DOCUMENT.value: ".pdf,.docx,.xlsx",
    PAPER: ".pdf,.docx,.xlsx,image/jpeg,image/png,image/webp",
}
KEEPERS: dict[str, Callable[..., Attachment]] = {
    Attachment.Kind.PHOTO.value: operations.keep_photo,
    Attachment.Kind.DOCUMENT.value: operations.keep_document,
    PAPER: operations.keep,
}
# A department's sheet of many rows brings as many files; no field takes more.
MOST = 30
TOO_MANY = ngettext_lazy(
    "At most %(limit)s file can be sent here.", "At most %(limit)s files can be sent here.", "limit"
)


class FilesInput(forms.FileInput):
    """A file input, and what was already received beside it: each with a tick that leaves it out when taken away.

    With script a file is sent as soon as it is chosen (`files:keep`); without, it comes along with the form.
    """

    template_name = "foundation/form/files.html"
    allow_multiple_selected = True
    # Said inside the part that htmx swaps; a whole page says them at the field.
    faults: tuple[str, ...] = ()

    def __init__(self, *, kind: str, limit: int) -> None:
        super().__init__({"accept": ACCEPTED[kind], "multiple": limit > 1})
        self.kind, self.limit = kind, limit

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or ()
        # A browser sends an empty file input as an empty text.
        return [one for one in given if one]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        kept = [one for one in value or () if _id(one) is not None]
        context["widget"] |= {
            "kept": kept,
            "faults": self.faults,
            "kind": self.kind,
            "limit": self.limit,
            "is_full": len(kept) >= self.limit,
            "address": reverse_lazy("files:keep"),
        }
        return context


class FilesField(forms.Field):
    """The ids of files received, at most `limit`; `kind` is photo, document or paper. Empty unless required."""

    def __init__(self, *, limit: int, kind: str = "photo", required: bool = False, **kwargs: Any) -> None:
        if not 0 < limit <= MOST:
            raise ValueError(f"a field takes 1 to {MOST} files, not {limit}: /files/ would not receive them")
        self.limit, self.kind = limit, kind
        super().__init__(required=required, widget=FilesInput(kind=kind, limit=limit), **kwargs)

    def clean(self, value: Any) -> list[UUID]:
        given = list(dict.fromkeys(value or ()))
        if self.required and not given:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(given) > self.limit:
            raise ValidationError(TOO_MANY % {"limit": self.limit}, code="too_many")
        ids = [found for one in given if (found := _id(one)) is not None]
        if len(ids) != len(given):
            raise ValidationError(
                _("This is not a file of yours that waits to be used. Send it again."), code="unknown"
            )
        return ids


def uploaded(request: SignedInRequest, kind: type[SentForm]) -> SentForm:
    """A form bound to what was sent. Its files are kept first, on their own: a form sent back need not send them again.

    A file that cannot be kept is a fault of its field, and the form is not valid.
    """
    data, faults = request.POST.copy(), {}
    for name, field in kind.base_fields.items():
        if isinstance(field, FilesField) and (fault := _receive(request, name, field, data)):
            faults[name] = fault
    form = kind(data)
    for name, fault in faults.items():
        form.add_error(name, fault)
    return form


def _receive(request: SignedInRequest, name: str, field: FilesField, data: Any) -> str:
    """Keep a field's uploads and add their ids to `data`; the first fault, or nothing."""
    room = field.limit - len(field.widget.value_from_datadict(data, request.FILES, name))
    uploads = request.FILES.getlist(name)
    for upload in uploads[: max(room, 0)]:
        try:
            by = acts.sender(rules.why_not_keep, request.postings)
            kept = KEEPERS[field.kind](account=request.account, upload=upload, by=by, now=request.now, field=name)
        except Refused as refused:
            return str(refused.faults[name] if isinstance(refused, BadInput) else refused)
        data.appendlist(name, str(kept.pk))
    return str(TOO_MANY % {"limit": field.limit}) if len(uploads) > room else ""


def _id(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
