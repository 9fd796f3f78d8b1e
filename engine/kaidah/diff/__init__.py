"""What has changed between two models: in what is written, and in what is answered.

found = difference(old, new)          two models (editions of one document, or of two)
found.structure                       what was added, removed, changed, moved
found.meaning                         the exact regions in which answers differ, a case each
"""

from kaidah.diff.difference import Difference, Document, difference

__all__ = ["Difference", "Document", "difference"]
