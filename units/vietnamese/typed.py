"""How do we even out what keyboards, office programs and web pages put into a text, before reading it?"""

import unicodedata

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_WIDE = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_EVEN = {**_SPACES, **_DASHES, **_INVISIBLE, **_WIDE, ord("…"): "..."}


def typed(text: str) -> str:
    """Returns `text` with composed accents, one kind of dash, one plain space between words and none around."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_EVEN).split())
