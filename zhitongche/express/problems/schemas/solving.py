"""What claiming and working send."""

from datetime import date

from .fields import Body, Long, Photos


class ClaimBody(Body):
    measures: Long
    due_on: date


class ProgressBody(Body):
    text: Long
    photos: Photos = []
