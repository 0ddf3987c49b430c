"""Parsing: `Document` → article fields, entities, quotes and links, each with the span that proves it → frames."""

# Another number makes the rows of an older parser stale. Raise it with every change of what is read out of a text.
PARSER_VERSION = "2"
