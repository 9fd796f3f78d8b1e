"""Files of other tools: in go their bytes, out comes the Model, and back."""
