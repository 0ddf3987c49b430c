"""Copydesk: files of news articles in, a checked DuckDB warehouse of articles, names, quotes and links out."""
