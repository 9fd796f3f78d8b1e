"""A model made ready to be evaluated many times: names are slots, expressions are closures."""
