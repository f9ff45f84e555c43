"""The browsable page of the API: ninja's own Swagger files, without a foreign host and without an inline script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from .answers import as_json


class LocalSwagger(DocsBase):
    """Draws the document at `openapi.json` with the copy of Swagger that comes with ninja."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        settings = {"layout": "BaseLayout", "deepLinking": True, "url": self.get_openapi_url(api, kwargs)}
        return render(request, "foundation/api_docs.html", {"settings": as_json(settings)})
