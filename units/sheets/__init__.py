"""How do lists leave for Excel, and how do the sheets that people fill in come back?

Out: `download` (exactly the rows of a list), `template` (an empty sheet to fill in, with an example). In: `read_rows`.
All three go by a django-import-export resource: its fields are the columns, their names the headers in the reader's
language. A resource may say more about its columns: `widths` {field: characters}, `hints` {field: sentence},
`examples` (a list of {field: what one would type}).
"""

from units.sheets.columns import columns_of, header_of, headings
from units.sheets.download import download
from units.sheets.reading import Row, read_rows
from units.sheets.template import template

__all__ = ["Row", "columns_of", "download", "header_of", "headings", "read_rows", "template"]
