"""Copydesk's own expectations, beside those of Great Expectations: suites name them by their snake-case type.

Each stands on a column that `flows.quality.views` derives, and is otherwise an expectation as any other.
"""

from great_expectations import expectations as gxe


class ExpectTextToBeItsSpan(gxe.ExpectColumnPairValuesToBeEqual):
    """The text of a row is exactly the characters that its span names in the article, and null where the span is."""

    column_A: str = "text"  # noqa: N815 - the name that Great Expectations gives it
    column_B: str = "span_text"  # noqa: N815
    description: str = "text is exactly the characters of its span in the article"


class ExpectArticleToBeInBatch(gxe.ExpectColumnValuesToBeInSet):
    """The article that a row belongs to is among the articles of the same batch."""

    column: str = "in_batch"
    value_set: list[bool] = [True]  # noqa: RUF012 - a pydantic default, copied for each
    description: str = "the row's article is in the same batch"


class ExpectBlocksToLieInBody(gxe.ExpectColumnValuesToBeInSet):
    """Every block of an article is a stretch of at least one character of its body."""

    column: str = "blocks_in_body"
    value_set: list[bool] = [True]  # noqa: RUF012
    description: str = "every block lies in the body"
