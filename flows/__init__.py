"""Copydesk: files of news articles in, a checked DuckDB warehouse of articles, names, quotes and links out."""

from flows.offline import go_offline

go_offline()
