"""Why an answer is what it is: from a trace to a text, a memo or data."""
