"""`Document` → tables; one module per kind of table, its wordings as data beside them."""
