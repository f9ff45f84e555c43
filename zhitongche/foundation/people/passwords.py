"""First passwords, drawn for an account and told once."""

import secrets

# Without the letters and digits that are mistaken for one another when read aloud or from paper.
MARKS = "abcdefghjkmnpqrstuvwxyz23456789"


def draw() -> str:
    """Four groups of four marks: 79 random bits, which people can copy from a slip of paper."""
    return "-".join("".join(secrets.choice(MARKS) for _ in range(4)) for _ in range(4))
