"""What do we tell someone whose text we could not read?"""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from units.vietnamese.unreadable import Unreadable

MESSAGES = {
    # numbers
    "no_number": _("“%(text)s” has no number in it."),
    "unclear": _("“%(text)s” is not clear. Write the number alone, for example 1.677."),
    "malformed": _("The marks in “%(text)s” do not make a number. Write it as 1.677 or 4,57 tỷ."),
    "ambiguous": _("“%(text)s” can be understood in two ways. Write it out in full."),
    "several_numbers": _("“%(text)s” holds more than one number. Write one."),
    "percent": _("“%(text)s” is a percentage. Write how many."),
    "negative": _("“%(text)s” is negative. Write zero or more."),
    "not_whole": _("“%(text)s” is not a whole number."),
    "too_large": _("“%(text)s” is too large."),
    "part_exceeds_whole": _("In “%(text)s” the part is larger than the whole."),
    "is_a_date": _("The sheet made a date of this cell (%(text)s). Format it as text and write the number again."),
    "not_money": _("“%(text)s” is not an amount in đồng."),
    "other_currency": _("“%(text)s” is not in đồng. Convert it first."),
    # dates
    "no_date": _("“%(text)s” is not a date. Write it as 27/06/2016, 3/2017 or Quý II/2017."),
    "no_year": _("“%(text)s” has no year."),
    "impossible_date": _("The calendar has no “%(text)s”. The day comes first: 27/06/2016."),
    "ends_before_start": _("“%(text)s” ends before it begins."),
    "several_dates": _("“%(text)s” holds more than one date. Write one, or from the first to the last day."),
    "open_ended": _("“%(text)s” has no beginning or no end. Write both."),
    "published_before_period": _("“%(text)s” speaks of a period that begins after this day."),
}


def message(error: Unreadable) -> str:
    """Says, in the language of the moment, what is wrong with the text and what to write instead."""
    return MESSAGES[error.code] % {"text": Truncator(error.text).chars(60)}
