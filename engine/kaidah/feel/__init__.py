"""What FEEL means (DMN 1.5, clause 10): types, values, inference, compilation, builtin functions."""
