"""Who judges what, where not everyone judges all: equal loads, no conflict, and every two judges comparable.

Pure functions of the standard library; `draw` is a `random.Random`, so a recorded seed gives the same plan again.
"""
