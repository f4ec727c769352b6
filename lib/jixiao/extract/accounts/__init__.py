"""Departmental final accounts (部门决算): the nine official tables and their narrative → `accounts`.

A table of its own beside `budget`: one item stands in up to five of the nine tables, by class of
expenditure and by fund, which the sentences of a self-evaluation never do; and what is done with
`budget` (the bridge, the path from approved to revised) has no counterpart here.
"""

from .read import COLUMNS, Cover, accounts_narrative, class_names, read_accounts, read_cover

__all__ = ["COLUMNS", "Cover", "accounts_narrative", "class_names", "read_accounts", "read_cover"]
