"""The sentence of the operation log."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {"region.lay_boundaries": _("uploaded the boundaries of a city’s places")}
