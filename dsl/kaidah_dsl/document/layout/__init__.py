"""The one canonical layout of documents, piece by piece."""
