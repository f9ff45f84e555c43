"""Every address of the product; each is closed unless its view is marked `opened`."""

from django.urls import include, path

urlpatterns = [
    path("", include("zhitongche.foundation.urls")),
]
