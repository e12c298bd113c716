"""How is a report begun, compiled, frozen, accepted and compared?"""

from campaign.reporting.compiling import compile_figures, compile_set
from campaign.reporting.freezing import accept_listed, freeze, start, title_of

__all__ = ["accept_listed", "compile_figures", "compile_set", "freeze", "start", "title_of"]
