"""Exact sets of inputs: the geometry that verification, differences, coverage and test generation share.

    cells = read_table(table)                 what each input entry asks for: value sets, not yet cut
    grid = grid_of([cells])                   the axes, cut at every bound (several tables may share a grid)
    boxes = grid.boxes(cells)                 one box a rule: a bit mask over pieces for each axis
    cover = Cover(grid.sizes, boxes)          an index of them
    cover.pairs()                             the rules that overlap
    cover.uncovered(box, among, budget=...)   what no rule covers: disjoint boxes, the exact share, the unexplored
    cover.covers(box, among)                  whether rules (a bit set) cover a box together
    cover.touching(box)                       the rules (a bit set) that share a cell with a box
    regions(cover, boxes, most)               uncovered boxes as few, large ones
    grid.text(box)                            `FOB value > 1500 and Receiver = "company"`
    grid.axes[n].sample(piece)                a value of a piece (`box.pieces(mask)` gives the pieces of a mask)
    grid.axes[n].mask(value_set)              the pieces of a value set (`domain.Stretch`, `Exactly`, `Outside` ...)
    grid.axes[n].piece_of(value)              the piece that holds a value
    grid.subjects[n]                          the input expression behind axis n; axes behind them are `assumed`

`interval`, `box`, `domain`, `axis`, `cover` and `sample` know nothing of DMN; `cells` and `from_table` are the
bridge. See `docs/regions.md`.
"""
