"""People, posts and accounts from a sheet: `persons` who is meant, `posts` which post, `writing` all or nothing."""

from units.loading.people.columns import PersonSheet, PostRows, kept
from units.loading.people.planning import plan
from units.loading.people.writing import invited, write

__all__ = ["PersonSheet", "PostRows", "invited", "kept", "plan", "write"]
