"""Reads evaluations, meetings and votes: querysets in, values out."""
