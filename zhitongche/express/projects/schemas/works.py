"""What the works send."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints, TypeAdapter, ValidatorFunctionWrapHandler, WrapValidator

from zhitongche.foundation.web.fields import MAX_PHOTOS
from zhitongche.foundation.web.schemas import Body, MaybeShort, Short

from .fields import MilestoneLines, Papers, Side, Spot


class MilestonesBody(Body):
    milestones: MilestoneLines


class ShownPhoto(Body):
    """A photo with a side or a spot of its own; what it leaves out is the body's."""

    file: UUID
    side: Side | None = None
    spot: Spot | None = None


_ID = TypeAdapter(UUID)


def _id_or_photo(value: Any, handler: ValidatorFunctionWrapHandler) -> UUID | ShownPhoto:
    """The one or the other by its shape, so that a fault is told once, of what was meant."""
    return ShownPhoto.model_validate(value) if isinstance(value, dict) else _ID.validate_python(value)


ShownPhotos = Annotated[list[Annotated[UUID | ShownPhoto, WrapValidator(_id_or_photo)]], Field(max_length=MAX_PHOTOS)]


class PhotosBody(Body):
    """`side` and `spot` are those of every photo that does not say its own: {file, side, spot} in the place of an id."""

    photos: ShownPhotos
    side: Side = "before"
    spot: Spot = ""


class StartBody(Body):
    started_on: date | None = None


class ProjectProgressBody(Body):
    """A month's report; `milestones` are the positions of those that are done now; photos as in `add_photos`."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""
    milestones: list[int] = []
    photos: ShownPhotos = []
    side: Side = "during"
    spot: Spot = ""


class AcceptWorkBody(Body):
    """`reason` is required where problems of the project are still open, unless the place does not ask for them."""

    opinion: Short
    reason: MaybeShort = ""
    papers: Papers = []
