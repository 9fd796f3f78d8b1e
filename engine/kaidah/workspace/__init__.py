"""Files on disk: finding models by path or name, reading them once, and linking them for a day."""

from kaidah.model.from_syntax import ModelResult
from kaidah.workspace.regulation import Regulation
from kaidah.workspace.workspace import Workspace

__all__ = ["ModelResult", "Regulation", "Workspace"]
