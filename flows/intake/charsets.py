"""Telling the encoding of text that declares none: the one in which its words look like words."""

import re
from dataclasses import dataclass

# The encodings that newsrooms' files are found in, the likelier first; others would be guesses.
_SINGLE = (
    *("cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "cp1255", "cp1257", "cp1258", "iso8859_2"),
    *("iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "koi8_r", "koi8_u", "cp866", "cp437", "cp850", "mac_roman"),
    "cp874",
)
_MULTIPLE = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
_SAMPLE = 8_192
_READ = 1_000_000
_WORST = 0.25  # of the words with other letters than ASCII's that do not look like words

_WORD = re.compile(r"[^\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f“”‘’„«»–—…]*[^\x00-\x7f\s“”‘’„«»–—…][^\s]*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
_ACCENTED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
_FLIPPED = re.compile(r"[a-zà-ÿа-яёα-ωа-џ][A-ZÀ-ÖØ-ÞА-ЯЁΑ-ΩЀ-Џ]")
_INSIDE = re.compile(r"[^\W\d_][^\w\s'’.,:;!?()\-–—/“”\"«»…‘„&@*\u00ad\u064b-\u0652\u0591-\u05c7\u0e31-\u0e4e][^\W\d_]")
_BESIDE_DIGIT = re.compile(r"\d[\u00c0-\uffff]|[\u00c0-\u024f]\d")
_SIGN_INSIDE = re.compile(r"[A-Za-z\u00c0-\u024f][¹²³¼½¾¿¡§©®±×÷ºª][A-Za-z\u00c0-\u024f]")
_ODD = re.compile(r"[\x80-\x9f\u2500-\u259f\u00a4\u00a6\u00ac\u00b6\u00b8\u00af\u00a8\ufffd\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    encoding: str
    badness: float
    coherence: float
    place: int


def detect(data: bytes) -> str | None:
    """Python's name of the encoding in which the most words of a sample look like words; None where too few do."""
    sample = _sample(data)
    coherence = _coherence(sample)
    candidates = []
    for place, encoding in enumerate((*_SINGLE, *_MULTIPLE)):
        text = _decoded(sample, encoding)
        if text is not None:
            badness = _badness(text) + (0.02 if encoding in _MULTIPLE else 0)
            candidates.append(_Candidate(encoding, badness, coherence.get(encoding, 0.0), place))
    # Where the words look alike in several, the letters' frequencies tell by language; and then how common they are.
    best = min(candidates, key=lambda one: (round(one.badness, 1), -round(one.coherence, 1), one.place), default=None)
    return best.encoding if best and best.badness <= _WORST else None


def _badness(text: str) -> float:
    """The share of the words with other letters than ASCII's that no language writes so."""
    words = _WORD.findall(text)[:2000]
    bad = sum(map(_is_odd, words))
    return bad / len(words) if words else 0.0


def _is_odd(word: str) -> bool:
    latin, other = len(_LATIN.findall(word)), len(_OTHER.findall(word))
    if latin and other:
        return True
    if latin > 3 and len(_ACCENTED.findall(word)) > 0.5 * latin:
        return True
    return any(pattern.search(word) for pattern in (_FLIPPED, _INSIDE, _SIGN_INSIDE, _BESIDE_DIGIT, _ODD))


def _decoded(sample: bytes, encoding: str) -> str | None:
    try:
        return sample.decode(encoding, "strict" if encoding in _SINGLE else "ignore")
    except UnicodeDecodeError:
        return None


def _coherence(sample: bytes) -> dict[str, float]:
    """How well the letters fit a language, by encoding, as charset-normalizer has it."""
    from charset_normalizer import from_bytes

    matches = from_bytes(
        sample, steps=4, chunk_size=512, threshold=0.4, cp_isolation=[*_SINGLE, *_MULTIPLE], enable_fallback=False
    )
    return {
        encoding: match.coherence for match in matches for encoding in (match.encoding, *match.could_be_from_charset)
    }


def _sample(data: bytes) -> bytes:
    """The lines that tell, those with other bytes than ASCII's; cut between words."""
    lines = data[:_READ].splitlines(keepends=True)
    telling = b"".join(line for line in lines if not line.isascii())[:_SAMPLE]
    return telling.rsplit(b" ", 1)[0] if len(telling) == _SAMPLE else telling
