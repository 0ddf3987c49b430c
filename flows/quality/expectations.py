"""Copydesk's own expectations, beside those of Great Expectations: suites name them by their snake-case type.

Each stands on a column that `flows.quality.views` derives, and is otherwise an expectation as any other.
"""

from typing import Any, ClassVar

from great_expectations import expectations as gxe


class _Described:
    """What an expectation of ours `says` is its description wherever Great Expectations renders it.

    Given rather than made a default, because Great Expectations leaves defaults out of what it renders.
    """

    says: ClassVar[str]

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"description": self.says, **given})


class ExpectTextToBeItsSpan(_Described, gxe.ExpectColumnPairValuesToBeEqual):
    """The text of a row is exactly the characters that its span names in the article, and null where the span is."""

    column_A: str = "text"  # noqa: N815 - the name that Great Expectations gives it
    column_B: str = "span_text"  # noqa: N815
    says: ClassVar[str] = "text is exactly the characters of its span in the article"


class ExpectArticleToBeInBatch(_Described, gxe.ExpectColumnValuesToBeInSet):
    """The article that a row belongs to is among the articles of the same batch."""

    column: str = "in_batch"
    value_set: list[bool] = [True]  # noqa: RUF012 - a pydantic default, copied for each
    says: ClassVar[str] = "the row's article is in the same batch"


class ExpectBlocksToLieInBody(_Described, gxe.ExpectColumnValuesToBeInSet):
    """Every block of an article is a stretch of at least one character of its body."""

    column: str = "blocks_in_body"
    value_set: list[bool] = [True]  # noqa: RUF012
    says: ClassVar[str] = "every block lies in the body"


class ExpectBlocksToFollowEachOther(_Described, gxe.ExpectColumnValuesToBeInSet):
    """The blocks of an article are in the order of its text and do not overlap, but for the dateline."""

    column: str = "blocks_in_order"
    value_set: list[bool] = [True]  # noqa: RUF012
    says: ClassVar[str] = "blocks are in the order of the text and do not overlap"


class ExpectAuthorsToBeNamed(_Described, gxe.ExpectColumnValuesToBeInSet):
    """Every author of an article is a name, not white space."""

    column: str = "authors_named"
    value_set: list[bool] = [True]  # noqa: RUF012
    says: ClassVar[str] = "every author is a name"


class ExpectKeywordsToBeWords(_Described, gxe.ExpectColumnValuesToBeInSet):
    """Every keyword of an article is a word, not white space."""

    column: str = "keywords_named"
    value_set: list[bool] = [True]  # noqa: RUF012
    says: ClassVar[str] = "every keyword has a visible character"


class ExpectSpeakerToBeNamedInArticle(_Described, gxe.ExpectColumnValuesToBeInSet):
    """A speaker that is known is one of the entities of the same article."""

    column: str = "speaker_in_article"
    value_set: list[bool] = [True]  # noqa: RUF012
    says: ClassVar[str] = "a known speaker is among the entities of the article"


class ExpectLinkToLeadElsewhere(_Described, gxe.ExpectColumnValuesToBeInSet):
    """A link that was resolved points at another article than the one it stands in."""

    column: str = "leads_elsewhere"
    value_set: list[bool] = [True]  # noqa: RUF012
    says: ClassVar[str] = "a resolved link points at another article"


class ExpectPublicationNotToLieAhead(_Described, gxe.ExpectColumnValuesToBeBetween):
    """An article was published at most so many days after the moment of its load, two unless told."""

    column: str = "days_ahead"
    max_value: float = 2
    says: ClassVar[str] = "published at most a few days after the load"
