"""`.kaidah` documents: text to tree, tree to canonical text. FEEL cells stay text until names are known."""
