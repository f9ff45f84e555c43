"""The arena half: first secretaries compete, are judged, learn from one another."""
