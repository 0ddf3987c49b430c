"""The fields of an article that its page states: title, authors, date, language, address, outlet, section, keywords."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from flows.intake.readers.html.authors import read_authors
from flows.intake.readers.html.dates import day_in, day_of_url, iso_of
from flows.intake.readers.html.statements import Statements

_MOST_KEYWORDS = 50
_LONGEST_KEYWORD = 100
_DATE_FIELDS = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "published_time", "originalpublicationdate", "ptime", "pdate",
    "displaydate", "cxenseparse:recs:publishtime", "article.published", "date", "dc.created", "last-modified",
)  # fmt: skip
_AUTHOR_FIELDS = (
    "author", "article:author", "article:author_name", "og:article:author", "parsely-author", "dc.creator",
    "dcterms.creator", "sailthru.author", "byl", "author.name", "article_author", "citation_author", "mrf:authors",
)  # fmt: skip
_BYLINES = '[itemprop~="author"],[rel~="author"],.byline,.author,[class*="byline"],[class*="author-name"]'
_TIMES = 'time[itemprop~="datePublished"],time[pubdate],[itemprop~="datePublished"],time[datetime]'
_PARTS = re.compile(r"\s+[|·•–—»:-]{1,2}\s+|\s*\|\s*")
_SHORTEST_HEADLINE = 15


def read_facts(page: LexborHTMLParser, said: Statements, url: str | None) -> dict[str, Any]:
    """Return what is stated, in the keys of `Record.metadata`; `url` is where the page was fetched from, if known."""
    address = _address(page, said, url)
    outlets = list(_outlets(said))
    facts = {
        "title": _title(page, said, outlets),
        "authors": _authors(page, said, outlets),
        "published_at": _published_at(page, said, address),
        "language": _language(page, said),
        "url": address,
        "source": outlets[0] if outlets else None,
        "section": _section(said),
        "keywords": _keywords(said),
    }
    return {key: value for key, value in facts.items() if value}


def _line(value: Any) -> str:
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def _text_of(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    return _line(node.text(deep=True, separator=" ")) if node else ""


def _strings(value: Any) -> Iterator[str]:
    """The texts in a JSON-LD value: of itself, its items, their names."""
    if isinstance(value, str):
        yield _line(value)
    elif isinstance(value, list):
        for one in value[:_MOST_KEYWORDS]:
            yield from _strings(one) if not isinstance(one, list) else ()
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        yield _line(value["name"])


def _outlets(said: Statements) -> Iterator[str]:
    """The names of the site, the likeliest first."""
    publisher = said.resolve(said.article.get("publisher"))
    stated = (said.meta.get("og:site_name"), publisher, said.sites, said.meta.get("application-name"))
    for one in stated:
        for name in _strings(one):
            if name and not name.startswith("@"):
                yield name


def _title(page: LexborHTMLParser, said: Statements, outlets: list[str]) -> str:
    """The headline of og:title; where JSON-LD and the page's title agree on another, which the page does not print
    and which it does not just shorten, that one. Without either it is the first heading or the page's title.
    """
    heading = _text_of(page, "article h1, main h1, h1")
    stated = [_line(said.article.get("headline")), _line(said.first("og:title"))]
    tab = _text_of(page, "title")
    known = {_key(one) for one in (heading, *stated) if one}
    headline, shared = (_without_outlet(one, outlets, known) for one in stated)
    tab = _without_outlet(tab, outlets, known)
    printed_otherwise = _key(shared) not in (_key(tab), _key(heading)) and _key(headline) == _key(tab)
    if shared and headline and printed_otherwise and not _is_shortened(shared, headline):
        return headline
    if shared:
        return shared
    if headline:
        return headline
    if heading and (_key(heading) in _key(tab) or len(heading) >= _SHORTEST_HEADLINE):
        return heading
    return tab or _line(said.first("twitter:title")) or heading


def _without_outlet(title: str, outlets: list[str], known: set[str]) -> str:
    """Cut what stands behind (or before) a bar or dash where it names the outlet, or the rest is a known headline."""
    names = {_key(name) for name in outlets}
    for found in _PARTS.finditer(title):
        before, after = title[: found.start()], title[found.end() :]
        if _key(before) in known and _key(title) != _key(before) and len(before) >= _SHORTEST_HEADLINE:
            return before
        if _key(after) in known and len(after) >= _SHORTEST_HEADLINE:
            return after
        if (last := _key(after)) and any(last == name or (len(last) > 3 and last in name) for name in names) and before:
            return before
    return title


def _is_shortened(short: str, long: str) -> bool:
    """Whether the words of one stand in the other, in order."""
    words = iter(re.findall(r"\w+", long.casefold()))
    return all(word in words for word in re.findall(r"\w+", short.casefold()))


def _key(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def _authors(page: LexborHTMLParser, said: Statements, outlets: list[str]) -> list[str]:
    """Those of the first place that names people; else the first that names anybody."""
    author = said.article.get("author") or said.article.get("creator")
    resolved = [said.resolve(one) for one in author] if isinstance(author, list) else said.resolve(author)
    best: list[str] = []
    for stated in _author_fields(page, said, list(_strings(resolved))):
        if found := read_authors(stated, outlets):
            if not best or (_key(best[0]) in {_key(one) for one in outlets}):
                best = found
            if _key(best[0]) not in {_key(one) for one in outlets}:
                return best
    return best


def _author_fields(page: LexborHTMLParser, said: Statements, first: list[str]) -> Iterator[list[str]]:
    yield first
    for name in _AUTHOR_FIELDS:
        yield [_line(value) for value in said.many.get(name, ())]
    yield [_line(node.text(deep=True, separator=" ")) for node in page.css(_BYLINES)[:3]]


def _published_at(page: LexborHTMLParser, said: Statements, url: str | None) -> str | None:
    stated = [said.article.get("datePublished"), *(said.meta.get(name) for name in _DATE_FIELDS[:-1])]
    for value in stated:
        if value and (found := iso_of(value)):
            return found
    for node in page.css(_TIMES)[:5]:
        attributes = node.attributes
        if found := iso_of(attributes.get("datetime") or attributes.get("content") or node.text(deep=True)):
            return found
    if url and (found := day_of_url(url)):
        return found
    for node in page.css('[class*="date"],[class*="publish"],[class*="posted"],[class*="timestamp"]')[:10]:
        if found := day_in(node.text(deep=True, separator=" ")[:300]):
            return found
    return iso_of(said.article.get("dateModified"))


def _language(page: LexborHTMLParser, said: Statements) -> str | None:
    root = page.root
    lang = root.attributes.get("lang") or root.attributes.get("xml:lang") if root else None
    return lang or said.first("content-language", "og:locale", "dc.language") or _line(said.article.get("inLanguage"))


def _address(page: LexborHTMLParser, said: Statements, url: str | None) -> str | None:
    """The canonical address, absolute; the home page of a site is nobody's article."""
    link = page.css_first('link[rel~="canonical"]')
    main = said.article.get("mainEntityOfPage")
    stated = [
        link.attributes.get("href") if link else None,
        said.meta.get("og:url"),
        main.get("@id") if isinstance(main, dict) else main,
        said.article.get("url"),
        url,
    ]
    base = next((one for one in (url, *stated) if isinstance(one, str) and _is_absolute(one)), "")
    for one in stated:
        if isinstance(one, str) and one.strip():
            address = absolute(base, one.strip())
            if address and urlsplit(address).path.strip("/"):
                return address
    return url


def absolute(base: str, href: str) -> str | None:
    """The address that a link means on a page of this address; None where it is not one of the web."""
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _is_absolute(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _section(said: Statements) -> str:
    stated = (
        said.first("article:section", "og:article:section", "parsely-section"),
        said.article.get("articleSection"),
    )
    return next((name for one in stated for name in _strings(one) if name and not name.startswith("http")), "")


def _keywords(said: Statements) -> list[str]:
    """Those of the first place that has some."""
    tags = said.many.get("article:tag")
    stated = (said.article.get("keywords"), said.first("news_keywords"), tags, said.first("keywords", "parsely-tags"))
    for one in stated:
        words = [word.strip() for text in _strings(one) for word in (text.split(",") if "," in text else [text])]
        if kept := [word for word in dict.fromkeys(words) if word and len(word) <= _LONGEST_KEYWORD]:
            return kept[:_MOST_KEYWORDS]
    return []
