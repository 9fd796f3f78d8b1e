"""Cases that a model must decide as written: `examples` tables and `cases.csv` files."""
