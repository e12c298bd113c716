"""What does a form of a paper show when somebody else has changed the paper meanwhile?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from units.models import Paper


class Overtaken:
    """Lets a form that was refused for its version be saved once more, over the newer text, which stands beside.

    For forms with the hidden fields `version` and `request_id`.
    """

    fields: dict[str, Any]  # each of its own class, as declared

    data: Any
    cleaned_data: dict[str, Any]
    overtaken_by: Paper | None = None

    def show_again(self, stored: Paper) -> None:
        """Turns a valid form that was refused into one about the stored version; nothing where that is the same."""
        if self.cleaned_data.get("version") == stored.version:
            return
        self.overtaken_by = stored
        self.data = self.data.copy()
        self.data["version"], self.data["request_id"] = str(stored.version), str(uuid4())

    @property
    def newer(self) -> list[tuple[str, str]]:
        """What stands there now, as (label, text); empty where nobody was faster."""
        return self.overtaken_by.labelled_content() if self.overtaken_by else []
