"""A problem's sentence where its person is named already: in a line of a list, in 申告状況."""

import re

_NAMED = re.compile(r"(^|。)職員 [^\s、。「」]+ (?:の|は、?|に、?)\s*")


def own_words(text: str) -> str:
    """Return a sentence without the 「職員 0001045 の」 that begins it.

    Args:
        text: What was found, in the words of the catalogue.
    """
    return _NAMED.sub(r"\1", text)
