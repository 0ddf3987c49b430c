"""The value types that pass between the stages.

Offsets count Unicode code points, 0-based and half-open, in the article field that `field` names.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

Field = Literal["title", "body"]
EntityType = Literal["PERSON", "ORG", "PLACE", "GROUP", "EVENT", "LAW", "PRODUCT", "WORK"]
ENTITY_TYPES: tuple[str, ...] = ("PERSON", "ORG", "PLACE", "GROUP", "EVENT", "LAW", "PRODUCT", "WORK")


def content_id(*parts: object) -> str:
    """Return the same 20 hex digits for the same parts in every run and on every machine."""
    joined = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=10).hexdigest()


_NOT_OF_WORDS = re.compile(r"[^\w\s]|_")


@lru_cache(maxsize=65_536)
def spelling_key(name: str) -> str:
    """The letters of a name that its spellings share: case, accents, full stops, hyphens and -ise/-ize do not count.

    Amir-Abdollahian is Amirabdollahian, the U.S. is the US, an Organization an Organisation. A name of marks alone is
    its own key.
    """
    unaccented = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    words = " ".join(_NOT_OF_WORDS.sub("", unaccented).casefold().split())
    return words.replace("ization", "isation") or name


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


# --- intake → parsing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read: its text and whatever the format itself says about it."""

    file_id: str
    path: str
    record_no: int
    text: str
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def article_id(self) -> str:
        """The same for the same file and record, whatever its content."""
        return content_id("article", self.file_id, self.record_no)

    @property
    def metadata_json(self) -> str | None:
        """The metadata as JSON, the same whatever the order of its keys; None where there is none."""
        return json.dumps(self.metadata, ensure_ascii=False, sort_keys=True, default=str) if self.metadata else None

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text and the metadata: another one makes another version of the article."""
        content = "\x1e".join(part for part in (self.text, self.metadata_json) if part is not None)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def repeat_key(self) -> str:
        """The same for records with the same text and metadata, whatever their line ends, Unicode form and white space.

        The same words under another address or outlet are no repeat: that article was printed twice.
        """
        return content_id("repeat", *(_plain(part) for part in (self.text, self.metadata_json or "")))


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes of something that was held, from which it can be read again when its file is gone.

    `kind`: a whole `file`, a `member` of an archive, a `record` of a file of many (both in the format that `name` and
    `content_type` tell), or a `document`: JSON of text and metadata, as the parser takes it.
    """

    kind: Literal["file", "member", "record", "document"]
    name: str
    data: bytes
    content_type: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def kept_id(self) -> str:
        """The same for the same bytes of the same kind and name."""
        return content_id("kept", self.kind, self.name, hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be taken in, with a stable code: it becomes a row of the quarantine."""

    stage: Literal["intake", "parse", "check"]
    code: str
    message: str
    path: str
    file_id: str
    record_no: int | None = None
    article_id: str | None = None
    table_name: str | None = None
    row: str | None = None  # JSON of the row held, or the first bytes of the file, escaped
    sha256: str | None = None  # of the file
    kept: Kept | None = None


# --- parsing → frames ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the body. A `dateline` block lies in the paragraph that it begins; the others do not overlap."""

    kind: Literal["paragraph", "subheading", "dateline", "byline"]
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer to another article or page, as printed."""

    kind: Literal["read_more", "inline"]
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The structure of one article: its fields, and the blocks of its body."""

    title: str | None
    title_source: Literal["metadata", "headline", "lede"] | None
    body: str
    blocks: tuple[Block, ...] = ()
    source: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    dateline_place: str | None = None
    dateline_agency: str | None = None
    dateline_date: str | None = None
    published_at: str | None = None
    language: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    keywords: tuple[str, ...] = ()

    def text_of(self, field_name: str) -> str:
        """The text that offsets of this field count in."""
        return (self.title or "") if field_name == "title" else self.body


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text where something is named."""

    field: Field
    start_char: int
    end_char: int
    text: str
    entity_type: EntityType
    name: str | None = None
    role: str | None = None
    method: str = "model"

    @property
    def entity_id(self) -> str:
        """The same for the same name and type in every article, however it is spelt (`spelling_key`)."""
        return content_id("entity", self.entity_type, spelling_key(self.name or self.text))


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said: the words, who said them, and the verb that says so."""

    field: Field
    block: Literal["paragraph", "subheading", "title"]
    start_char: int
    end_char: int
    text: str
    kind: Literal["direct", "indirect", "mixed"]
    utterance_no: int
    rule: str
    confidence: float
    speaker_text: str | None = None
    speaker_start_char: int | None = None
    speaker_end_char: int | None = None
    speaker_name: str | None = None
    speaker_entity_id: str | None = None
    cue: str | None = None
    cue_start_char: int | None = None
    cue_end_char: int | None = None
    cue_lemma: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything that was read out of one document."""

    document: Document
    article: Article
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
