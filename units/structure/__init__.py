"""How do units come, change, move, merge, divide, close? The verbs that keep every path right.

Each is one transaction, holds the tree in one order, and leaves its line in the record and in `Reorganisation`.
"""

from units.structure import coming
from units.structure.adding import add_unit, add_units
from units.structure.changing import CHANGEABLE, change_unit
from units.structure.closing import close_unit, reopen_unit, superior_again
from units.structure.hooks import after_closing, after_merging, after_moving, choose_heirs
from units.structure.inheriting import pass_returned
from units.structure.locks import lock_tree
from units.structure.merging import Merged, merge
from units.structure.moving import move_unit
from units.structure.rules import check_parent, may_reorganise
from units.structure.scheduling import call_off, carry_out_due, described, may_call_off, schedule
from units.structure.splitting import Divided, split

__all__ = [
    "CHANGEABLE",
    "Divided",
    "Merged",
    "add_unit",
    "add_units",
    "after_closing",
    "after_merging",
    "after_moving",
    "call_off",
    "carry_out_due",
    "change_unit",
    "check_parent",
    "choose_heirs",
    "close_unit",
    "coming",
    "described",
    "lock_tree",
    "may_call_off",
    "may_reorganise",
    "merge",
    "move_unit",
    "pass_returned",
    "reopen_unit",
    "schedule",
    "split",
    "superior_again",
]
