"""The problems of the demonstration: two counties' plain ones, then by theme what takes more than one office."""

from . import consulting, longkou, meetings, relating, requesting, tengxian_livelihood, tengxian_works
from .steps import Step, Story

STORIES: tuple[Story, ...] = (
    *tengxian_works.STORIES,
    *tengxian_livelihood.STORIES,
    *longkou.STORIES,
    *consulting.STORIES,
    *requesting.STORIES,
    *relating.STORIES,
    *meetings.STORIES,
)

__all__ = ["STORIES", "Step", "Story"]
