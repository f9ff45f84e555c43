"""The figures of the picture, kept by every act month by month, so that no page counts a county's problems."""

from django.db import models


class MonthTally(models.Model):
    """A county's or a township's month: how the problems reported in it stand today, and what was done in it.

    The first ten are of the problems reported in the month (`month` is its first day, in Shanghai), by the state they
    stand in now: they add up to what was received. The others are of what happened in the month, whenever it was
    reported: closings that still stand, closings on which the raiser has spoken (the content among them) and those on
    which the raiser was silent, and claims within the limit and after it, beside what was assigned.
    """

    pk = models.CompositePrimaryKey("digits", "place", "month")
    # Of the place's code: 6 of a county, 9 of a township. A city's are its counties', so that no page adds up a thousand rows.
    digits = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=9)
    month = models.DateField()
    reported = models.IntegerField(default=0)
    pooled = models.IntegerField(default=0)
    in_consultation = models.IntegerField(default=0)
    in_progress = models.IntegerField(default=0)
    closing = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    merged = models.IntegerField(default=0)
    shelved = models.IntegerField(default=0)
    closing_count = models.IntegerField(default=0)
    content_count = models.IntegerField(default=0)
    confirmed_count = models.IntegerField(default=0)
    unconfirmed_count = models.IntegerField(default=0)
    in_time_count = models.IntegerField(default=0)
    too_late_count = models.IntegerField(default=0)
    assigned_count = models.IntegerField(default=0)
