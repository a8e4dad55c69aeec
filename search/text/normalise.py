"""One spelling for every way to type a word, in Persian and English.

`fold` decides what counts as the same letter, for the index, the vocabulary and queries alike.

Letters: Arabic ي ى ئ and ك become Persian ی and ک, ة and ۀ become ه, ؤ becomes و, and
أ إ ٱ **and آ** become ا: phone keyboards hide آ behind a long press, and many type «اموزش»
for «آموزش». The price is that «المان» (element) and «آلمان» (Germany) are one word.
A lone ء goes («شیء» is typed «شی»). Latin letters lose their accents.
"""

import re
import unicodedata

QUERY_LIMIT = 200  # characters of a typed query that are read
TOKEN_LIMIT = 100  # characters of one token
PIECE = 250

ZWNJ = "\u200c"

# Combining marks of the Latin and Arabic scripts; other scripts need theirs to be readable.
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
MARKS += "\u08ca-\u08ff"
# Tatweel, soft hyphen, ZWJ, bidi marks and isolates, word joiner, BOM, variation selectors.
INVISIBLE = "\u0640\u00ad\u061c\u180e\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"

_DROPPED = re.compile(f"[{MARKS}{INVISIBLE}\ud800-\udfff\u0621]")
_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u200b\u2028\u2029]")
_MANY_ZWNJ = re.compile(f"{ZWNJ}{{2,}}")
_LOOSE_ZWNJ = re.compile(f"(?<![^\\W_]){ZWNJ}|{ZWNJ}(?![^\\W_])")
_BLANKS = re.compile(r"\s+")

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىېۍے", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("ةۃەہھۂۀ", "ه"),
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ؤ", "و"),
        **{chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)},
        **dict(zip("ıøłđ’\u2010\u2011", "iold'--", strict=True)),
        "æ": "ae",
        "œ": "oe",
    }
)


def fold(text: str) -> str:
    """Return the text in the one spelling that is indexed and compared.

    Takes any string, in any state (control characters, lone surrogates, megabytes) and
    never raises. Blanks become single spaces, the ends are trimmed; a half-space is kept
    where it stands between two letters, since only the reader of words knows its two
    meanings. Punctuation stays.
    """
    # unicodedata sorts a run of combining marks in quadratic time: never give it a long one.
    pieces = (text[start : start + PIECE] for start in range(0, len(text), PIECE))
    folded = "".join(map(_fold_piece, pieces))
    joined = _LOOSE_ZWNJ.sub("", _MANY_ZWNJ.sub(ZWNJ, folded))
    return _BLANKS.sub(" ", joined).strip()


def _fold_piece(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text.lower()
    bare = _DROPPED.sub("", _CONTROL.sub(" ", text))
    compatible = unicodedata.normalize("NFKD", bare).casefold()
    letters = unicodedata.normalize("NFKD", compatible).translate(_LETTERS)
    return unicodedata.normalize("NFC", _DROPPED.sub("", letters))


def clip(text: str, limit: int = QUERY_LIMIT) -> str:
    """Fold at most the first `limit` characters that a reader sees of the text; never raises.

    Four times as many are looked at, to leave room for marks and half-spaces.
    """
    return fold(text[: 4 * limit])[:limit].strip()


def squash(text: str) -> str:
    """Return the folded letters and digits of the text with + and #, and nothing between them.

    Two spellings of a label that differ in spaces, half-spaces, hyphens, dots or slashes
    squash to the same key: "Node.js", "node js", "nodejs".
    """
    return _BETWEEN.sub("", fold(text))


_BETWEEN = re.compile(r"[^\w+#]|_")
