"""Argon2 as the product uses it, at a cost that suits a test."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm and the same form of hash, a thousand times cheaper."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
