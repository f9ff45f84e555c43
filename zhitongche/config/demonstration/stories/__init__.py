"""The thirty problems of the demonstration, county by county."""

from . import longkou, tengxian_livelihood, tengxian_works
from .steps import Step, Story

STORIES: tuple[Story, ...] = (*tengxian_works.STORIES, *tengxian_livelihood.STORIES, *longkou.STORIES)

__all__ = ["STORIES", "Step", "Story"]
