"""What laying boundaries asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_MEGABYTES = 8
LONGEST_APPROVAL = 40


class BoundariesForm(forms.Form):
    """A file of outlines, and the number under which the map was approved."""

    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("A FeatureCollection with one outline for each county, its code as “adcode”; at most 8 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,.geojson"}),
    )
    approval = forms.CharField(
        label=_("Approval number of the map"),
        help_text=_("It stands below the map, as the rules for public maps ask: 桂S(2026)01-001号."),
        max_length=LONGEST_APPROVAL,
    )

    def clean_file(self) -> bytes:
        """The content; what is too large is not read."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than %(most)d MB.") % {"most": MOST_MEGABYTES})
        content: bytes = upload.read()
        return content
