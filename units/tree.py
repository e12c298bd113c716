"""How does a path say who stands above whom?

A path is the keys of all ancestors and of the unit itself, each in eight digits, the root first. It holds digits
only, so that a subtree is one range of an index on any engine and under any collation, and it is derived from
`parent` alone, so that two units can be added at once without agreeing on a number.
"""

WIDTH = 8
DEEPEST = 20  # steps of a path: five levels, and the closed units that were merged into one another


def step(pk: int) -> str:
    """Returns the eight digits that stand for one unit in a path; ValueError for a key that does not fit."""
    if not 0 < pk < 10**WIDTH - 1:  # the last number stays free: it is where the subtree of the one before ends
        raise ValueError(f"a unit's key must be between 1 and {10**WIDTH - 2}: {pk}")
    return f"{pk:0{WIDTH}d}"


def join(parent_path: str, pk: int) -> str:
    """Returns the path of unit `pk` under the unit whose path is `parent_path` ("" for the root)."""
    return parent_path + step(pk)


def ids(path: str) -> list[int]:
    """Returns the keys along a path, the root first, the unit itself last."""
    return [int(path[i : i + WIDTH]) for i in range(0, len(path), WIDTH)]


def ancestor_ids(path: str) -> list[int]:
    """Returns the keys of the ancestors, the root first, without the unit itself."""
    return ids(path[:-WIDTH])


def bounds(path: str) -> tuple[str, str]:
    """Returns (low, high): every path p of the subtree, the unit itself included, has low <= p < high."""
    return path, str(int(path) + 1).zfill(len(path))


def contains(above: str, below: str) -> bool:
    """Says whether `below` lies in the subtree of `above` (a unit lies in its own subtree)."""
    return bool(above) and below.startswith(above)


def rebase(path: str, old: str, new: str) -> str:
    """Returns `path` after the unit with path `old` moved to path `new`; ValueError outside that subtree."""
    if not contains(old, path):
        raise ValueError(f"{path} is not under {old}")
    return new + path[len(old) :]
