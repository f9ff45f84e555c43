"""The API's description of itself, and its browsable page: ninja's own Swagger files, without a foreign host or script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from .answers import as_json


class DescribedAPI(NinjaAPI):
    """Describes itself once a process: its routes are fixed by then, its words are English, and everybody may ask."""

    _described: OpenAPISchema | None = None

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """The description, as it was drawn up the first time: that takes a third of a second of the processor."""
        if self._described is None:
            self._described = super().get_openapi_schema(**where)
        return self._described


class LocalSwagger(DocsBase):
    """Draws the document at `openapi.json` with the copy of Swagger that comes with ninja."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        settings = {"layout": "BaseLayout", "deepLinking": True, "url": self.get_openapi_url(api, kwargs)}
        return render(request, "foundation/api_docs.html", {"settings": as_json(settings)})
