"""All text: `.kaidah` documents and FEEL expressions in, canonical text out. No meaning."""
