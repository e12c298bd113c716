"""Which kinds of unit stand on which rung, and what can a unit's code look like?"""

from __future__ import annotations

import re

from units.models import Level, UnitKind

_OF_TERRITORY = (UnitKind.TERRITORIAL, UnitKind.AGENCIES_BLOC, UnitKind.ENTERPRISES_BLOC, UnitKind.AFFILIATED)
KINDS: dict[int, tuple[UnitKind, ...]] = {
    Level.CENTRAL: (UnitKind.CENTRAL,),
    Level.PROVINCE: _OF_TERRITORY,
    Level.DISTRICT: _OF_TERRITORY,
    Level.GRASSROOTS: (UnitKind.GRASSROOTS, UnitKind.AFFILIATED),
    Level.BRANCH: (UnitKind.BRANCH, UnitKind.BASE_BRANCH),
}
CODE = re.compile(r"[0-9A-Za-zĐđ][0-9A-Za-zĐđ._/-]*")
