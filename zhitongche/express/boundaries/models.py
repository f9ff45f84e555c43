"""The outline of a place, as the office uploaded it, ready to be drawn."""

from django.db import models

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region


class Boundary(models.Model):
    """A place's outline as the path of an SVG, in the units of `outlines.py`: x to the east, y to the south."""

    region = models.OneToOneField(Region, models.PROTECT, primary_key=True, related_name="+")
    path = models.TextField()
    # What the path lies within, and where its name is written.
    west = models.IntegerField()
    north = models.IntegerField()
    east = models.IntegerField()
    south = models.IntegerField()
    middle_x = models.IntegerField()
    middle_y = models.IntegerField()
    # 审图号: a map is shown with the number under which it was approved.
    approval = models.CharField(max_length=40)
    laid_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    laid_at = models.DateTimeField()
