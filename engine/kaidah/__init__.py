"""Kaidah: decision tables for regulations, exact, explained, dated."""
