"""How do numbers, money and days read on a page? Loaded in every template (settings, TEMPLATES)."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from units.pages import MoreThan
from units.vietnamese import display

register = template.Library()

UNKNOWN = "–"


@register.filter
def number(value: float | Decimal | Fraction | None, places: int = 2) -> str:
    """Writes 1677 as 1.677 or 1,677 by language, at most `places` decimals; an en dash for what is not known."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, MoreThan):
        return _("more than %(number)s") % {"number": number(int(value))}
    if type(value) is int:  # most are: the way over decimals costs five times as much
        return number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / value.denominator
    exact = round(Decimal(str(value)), places)
    return number_format(int(exact) if exact == int(exact) else exact.normalize(), use_l10n=True, force_grouping=True)


@register.filter
def percent(share: float | Decimal | Fraction | None, digits: int = 0) -> str:
    """Writes a share between 0 and 1 as 87%."""
    return UNKNOWN if share is None else display.format_percent(share, _language(), digits)


@register.filter
def money(dong: int | None) -> str:
    """Writes whole đồng the way people say them: 4,57 tỷ đồng, 350 triệu đồng, 50.000 đồng."""
    return UNKNOWN if dong is None else display.format_money(dong, _language())


@register.filter
def money_full(dong: int | None) -> str:
    """Writes every đồng: 4.570.000.000 đồng."""
    return UNKNOWN if dong is None else f"{display.format_number(dong, _language())} đồng"


@register.filter
def size(octets: int | None) -> str:
    """Writes the size of a file as people read it: 22 kB, 1,4 MB; kB of 1.024 bytes, as the limits are counted."""
    if octets is None:
        return UNKNOWN
    kilo = max(1, round(octets / 1024))
    return f"{number(kilo)} kB" if kilo < 1024 else f"{number(octets / 1024**2, 1)} MB"


@register.filter
def day(value: date | datetime | None) -> str:
    """Writes a day as dd/mm/yyyy, in Viet Nam's time."""
    return UNKNOWN if value is None else f"{_local(value):%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """Writes a moment as dd/mm/yyyy hh:mm, in Viet Nam's time."""
    return UNKNOWN if value is None else f"{_local(value):%d/%m/%Y %H:%M}"


@register.filter
def days_late(due_on: date, today: date) -> str:
    """Says how far a due day is from today: "2 days late", "Due today", "5 days left"."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": number(-days)}
    if days == 0:
        return _("Due today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": number(days)}


@register.filter
def plain(value: float) -> str:
    """Writes a number for an attribute, not for people: no separators in any language."""
    return str(value)


def _language() -> str:
    return "vi" if (get_language() or "vi").startswith("vi") else "en"


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def sent_late(due_on: date, sent_on: date) -> str:
    """Says how late something came: "Sent 2 days late"."""
    days = (sent_on - due_on).days
    return ngettext("Sent %(days)s day late", "Sent %(days)s days late", days) % {"days": number(days)}
