"""Which entries and judges hang together: two that share no chain of common scores cannot be compared."""

from collections.abc import Hashable, Iterable, Mapping


def groups(panels: Mapping[str, Iterable[str]]) -> list[tuple[set[str], set[str]]]:
    """The connected parts of the graph of entries and judges, each as (entries, judges), in the order of entries."""
    leader: dict[Hashable, Hashable] = {}

    def find(node: Hashable) -> Hashable:
        leader.setdefault(node, node)
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for entry, judges in panels.items():
        for judge in judges:
            leader[find(("judge", judge))] = find(("entry", entry))
    parts: dict[Hashable, tuple[set[str], set[str]]] = {}
    for entry, judges in panels.items():
        part = parts.setdefault(find(("entry", entry)), (set(), set()))
        part[0].add(entry)
        part[1].update(judges)
    return list(parts.values())
