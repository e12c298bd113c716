"""Which row does somebody name in an address or a field by its key?"""

from __future__ import annotations

LONGEST = 18  # digits: what a 64-bit key surely holds


def key_of(text: object) -> int:
    """Returns the key that a text names, 0 where it names none: no row has that key."""
    digits = str(text or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST else 0
