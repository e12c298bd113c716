"""The tables of the platform; each module says which question it answers."""

from units.approval import Role
from units.models.attachment import Attachment
from units.models.columns import DerivedColumn
from units.models.headcount import Headcount
from units.models.import_run import ImportRun
from units.models.network import Network, NetworkMember
from units.models.paper import Decision, Paper
from units.models.people import Person, Post, User
from units.models.receipt import Receipt
from units.models.record import AppendOnly, Record
from units.models.reorganisation import FormerName, Reorganisation, Succession
from units.models.unit import Level, Placement, Sector, Unit, UnitKind

__all__ = [
    "AppendOnly",
    "Attachment",
    "Decision",
    "DerivedColumn",
    "FormerName",
    "Headcount",
    "ImportRun",
    "Level",
    "Network",
    "NetworkMember",
    "Paper",
    "Person",
    "Placement",
    "Post",
    "Receipt",
    "Record",
    "Reorganisation",
    "Role",
    "Sector",
    "Succession",
    "Unit",
    "UnitKind",
    "User",
]
