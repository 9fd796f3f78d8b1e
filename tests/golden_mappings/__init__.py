"""How the field names of a file of worked cases map to the shipped models: one module a subject."""
