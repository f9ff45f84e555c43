"""The passwords of the demonstration's accounts: derived, so that everybody may know them; refused elsewhere."""

import hashlib


def demo_password(username: str) -> str:
    """The password of a demonstration account: the same on every machine, and long enough for the validators."""
    return "Ztc-" + hashlib.sha256(f"demonstration:{username}".encode()).hexdigest()[:10]
