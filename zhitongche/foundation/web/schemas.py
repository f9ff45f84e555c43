"""How a pydantic schema is shown to programs."""

from functools import cache
from typing import Any


def inlined(shape: Any) -> dict[str, Any]:
    """The JSON schema of a pydantic model in one piece, so that it can stand anywhere: no reference is left in it."""
    return _drawn(shape)


@cache
def _drawn(shape: Any) -> dict[str, Any]:
    schema: dict[str, Any] = shape.model_json_schema()
    return _without_references(schema, schema.pop("$defs", {}))


def _without_references(node: Any, named: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_without_references(part, named) for part in node]
    if not isinstance(node, dict):
        return node
    if reference := node.get("$ref"):
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return _without_references(named[reference.rsplit("/", 1)[-1]] | rest, named)
    return {key: _without_references(value, named) for key, value in node.items()}
