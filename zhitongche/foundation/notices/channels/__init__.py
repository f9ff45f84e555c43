"""The ways out of the product: each knows whether the office has it, where a person is found, and how to say a text."""

from .registry import PERSONAL, Way, address_of, offered, order_of, way_of

__all__ = ["PERSONAL", "Way", "address_of", "offered", "order_of", "way_of"]
