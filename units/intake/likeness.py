"""Do two files show the same photograph, though one was made smaller or compressed once more on its way?

The perceptual hash of a photograph (pHash): its brightness in 32 × 32 squares, of that the 64 slowest waves of a
cosine transform, for each wave one bit: stronger than the median or not. Making a picture smaller, lighter or
compressing it anew moves hardly any bit; two pictures of different things differ in about half of them. A picture that
shows nothing (one colour, a covered lens) has no hash: all of them would be alike.

Two that differ in at most three bits share at least one of four bands of 16 bits, by which an index finds them.
"""

from __future__ import annotations

from io import BytesIO
from math import cos, pi

from PIL import Image

SIDE, WAVES, BITS, BANDS = 32, 8, 64, 4
BAND = BITS // BANDS
NOTHING_TO_SEE = 500  # of the strongest wave; a photograph has thousands, the noise of compression a few
SAME_WITHIN = 6  # bits that may differ between two files of one photograph

_COSINES = [[cos((2 * place + 1) * wave * pi / (2 * SIDE)) for place in range(SIDE)] for wave in range(WAVES + 1)]


def likeness(content: bytes) -> int | None:
    """Returns the 64-bit hash of a photograph as `units.intake` keeps it, signed as databases store it.

    None where it shows nothing to tell it by.
    """
    with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as source:
        source.draft("L", (8 * SIDE, 8 * SIDE))  # lets JPEG decode at a fraction of its size
        squares = source.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    waves = _transformed([list(squares[row : row + SIDE]) for row in range(0, SIDE * SIDE, SIDE)])
    if max(abs(wave) for wave in waves) < NOTHING_TO_SEE:
        return None
    low, high = sorted(waves)[BITS // 2 - 1 : BITS // 2 + 1]
    unsigned = sum((wave > (low + high) / 2) << place for place, wave in enumerate(waves))
    return unsigned - (1 << BITS) if unsigned >> (BITS - 1) else unsigned


def bands(value: int) -> tuple[int, ...]:
    """Returns the four bands of a hash, each 16 bits, the lowest first."""
    return tuple(value >> BAND * place & (1 << BAND) - 1 for place in range(BANDS))


def differing(one: int, other: int) -> int:
    """Returns in how many bits two hashes differ."""
    return ((one ^ other) & (1 << BITS) - 1).bit_count()


def is_same(one: int, other: int) -> bool:
    """Says whether two hashes are of one photograph."""
    return differing(one, other) <= SAME_WITHIN


def _transformed(rows: list[list[int]]) -> list[float]:
    """The 64 waves that are slowest in both directions, without those that stand still in one of them."""
    across = [
        [sum(map(float.__mul__, map(float, row), _COSINES[wave])) for wave in range(1, WAVES + 1)] for row in rows
    ]
    return [
        sum(across[row][column] * _COSINES[wave][row] for row in range(SIDE))
        for wave in range(1, WAVES + 1)
        for column in range(WAVES)
    ]
