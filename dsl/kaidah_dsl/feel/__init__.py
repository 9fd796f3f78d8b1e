"""FEEL (DMN 1.5, clause 10): text to tree and tree to text."""
