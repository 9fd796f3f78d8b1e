"""Pictures: requirement diagrams in the standard's notation (DMN 1.5, clause 6)."""
