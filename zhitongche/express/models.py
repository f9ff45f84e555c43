"""The express half's tables, room by room; they live beside the rules that guard them."""

from .problems.models import *  # noqa: F403  (every table of the room, as its own list of names says)
