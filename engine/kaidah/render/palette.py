"""Colours and strokes. They please and never mean anything: shape and line do."""

from __future__ import annotations

from kaidah.render.diagram import ShapeKind

INK = "#22242a"
PAPER = "#ffffff"
FILLS = {
    ShapeKind.DECISION: "#eaf1fb",
    ShapeKind.INPUT_DATA: "#fdf3e3",
    ShapeKind.KNOWLEDGE_MODEL: "#eef6ea",
    ShapeKind.KNOWLEDGE_SOURCE: "#f5f0fa",
    ShapeKind.DECISION_SERVICE: "#ffffff",
}
STROKES = {kind: 3.0 if kind is ShapeKind.DECISION_SERVICE else 1.5 for kind in ShapeKind}
LINE_STROKE = 1.3
DASHES = (5.0, 4.0)
DOT_RADIUS = 3.6
