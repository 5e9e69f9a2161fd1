"""What an HTML page says about itself, and which parts of it are the page rather than the text."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from qa.patterns import regex
from qa.transcripts.blocks import CAMEL, is_speaker_class
from qa.transcripts.dates import find_date

DROPPED = frozenset(
    "script style template svg canvas object embed audio video iframe noscript select option textarea input button "
    "math map head datalist".split()
)
"""Elements that hold no text of the document."""
_CHROME = frozenset("nav footer aside form dialog menu address".split())
_CHROME_ROLES = frozenset("navigation banner contentinfo complementary search dialog alertdialog menu toolbar".split())
_CHROME_WORD = regex(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|consent|gdpr|sidebar|related|share|sharing|"
    r"social|newsletter|subscribe|subscription|comments|advert|advertisement|ads?|promo|footer|site-?header|"
    r"masthead|skip-?(?:link|to|nav)?|pagination|pager|toc|table-of-contents|popup|modal|recommend(?:ed|ations)?|"
    r"read-?more|see-?also|widget|userpic(?:_wrap)?|screen-reader-text|visually-hidden|sr-only)(?:$|[-_ ])",
    re.IGNORECASE,
)
_NEVER_CHROME = frozenset("html body main article".split())
_HIDDEN_STYLE = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_CHROME = 0.3
_PROCEDURE = frozenset("procedural procedure stagedirection stage-direction stage_direction".split())
_TIME_CLASS = regex(r"(?:^|[-_ ])(?:time|timestamp|timecode|time-?stamp|cue-?time)(?:$|[-_ ])", re.IGNORECASE)
_BOLD_STYLE = regex(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = regex(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_DATE_META = (
    "article:published_time datepublished dc.date dc.date.issued dcterms.date dcterms.issued dcterms.created "
    "citation_date citation_publication_date date pubdate publishdate publish-date publication_date sailthru.date "
    "parsely-pub-date dc.date.created og:published_time"
).split()
_SITE_NAME = regex(r"\s+(?:[|·»]|--?|–|—|::)\s+[^|·»–—]{2,60}\Z")
_CHARSET = regex(rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?([\w.:-]{3,20})""")
_ENCODINGS = regex(
    r"(?:(?:x-)?(?:windows-|cp)(?:125\d|874|932|949)|iso-?8859-\d{1,2}|latin-?[1-9]|gb2312|gbk|gb18030|big5(?:-hkscs)?|"
    r"euc-(?:jp|kr)|shift[_-]jis|sjis|iso-2022-jp|koi8-[ru]|macintosh)\Z",
    re.IGNORECASE,
)

Attributes = dict[str, str | None]


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page or XML file names and that is not UTF-8, where the bytes are no UTF-8 either."""
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii").lower().removeprefix("x-")
    if not _ENCODINGS.match(name):
        return None
    try:
        # Of a family not every number exists: there is no ISO-8859-0.
        codecs.lookup(name)
        data.decode("utf-8")
    except LookupError:
        return None
    except UnicodeDecodeError:
        return "gb18030" if name in ("gb2312", "gbk") else "cp1252" if name == "iso-8859-1" else name
    return None


def is_chrome(tag: str, attributes: Attributes, inside_article: bool) -> bool:
    """Whether an element is the page's own: navigation, footer, cookie bar."""
    if tag in _NEVER_CHROME:
        return False
    if tag in _CHROME or (tag == "header" and not inside_article):
        return True
    if (attributes.get("role") or "").lower() in _CHROME_ROLES or "hidden" in attributes:
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def may_be_chrome(tag: str, attributes: Attributes) -> bool:
    """Whether the names of an element say so; a large part of the page is none for all that."""
    if tag in _NEVER_CHROME or not attributes:
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return bool(names.strip()) and bool(_CHROME_WORD.search(names))


def is_event(attributes: Attributes) -> bool:
    """Whether an element tells what happened between the messages of a chat."""
    return {"message", "service"} <= set((attributes.get("class") or "").split())


def is_small(part: int, whole: int) -> bool:
    """Whether a part of a page may be chrome by its share of the text."""
    return part <= _MOST_CHROME * whole


def names_speaker(tag: str, attributes: Attributes) -> bool:
    """Whether an element is there to name who speaks."""
    if tag in ("cite", "speaker", "member"):
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    if "from_name" in names.split():
        return True  # of a chat that Telegram exports
    return any(map(is_speaker_class, names.split()))


def attribution(node: Any) -> str | None:
    """The speaker that an element of hansard.parliament.uk names: the member or the office, then the party."""
    if "attributed-to-details" not in (node.attributes.get("class") or "").split():
        return None
    parts = [node.css_first(f".{name}") for name in ("primary-text", "secondary-text")]
    return " ".join(text for part in parts if part and (text := squeeze(part.text(deep=True)))) or None


def speaker_attribute(attributes: Attributes) -> str | None:
    """The speaker that an element names in an attribute."""
    for name in ("data-speaker", "data-speaker-name", "data-speakername", "data-talker"):
        if value := (attributes.get(name) or "").strip():
            return value
    return None


def names_time(tag: str, attributes: Attributes) -> bool:
    """Whether an element is there to give a time."""
    if "title" in attributes and "date" in (attributes.get("class") or "").split():
        return True
    return tag == "time" or bool(_TIME_CLASS.search(CAMEL.sub("-", attributes.get("class") or "")))


def is_bold(tag: str, attributes: Attributes) -> bool:
    """Whether an element makes its text bold."""
    if "bold" in (attributes.get("class") or "").split():
        return True
    return tag in ("b", "strong") or bool(_BOLD_STYLE.search(attributes.get("style") or ""))


def is_italic(tag: str, attributes: Attributes) -> bool:
    """Whether an element makes its text italic."""
    if not _PROCEDURE.isdisjoint((attributes.get("class") or "").lower().split()):
        return True
    return tag in ("i", "em") or bool(_ITALIC_STYLE.search(attributes.get("style") or ""))


def describe(tree: Any) -> tuple[str | None, str | None, str | None]:
    """Title by the heading or for links, title of the window, ISO date of a parsed page; None where it has none."""
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and (content := (attributes.get("content") or "").strip()):
            metas.setdefault(name.lower(), content)
    headings = [text for node in tree.css("h1") if (text := squeeze(node.text(deep=True)))]
    main = [text for node in tree.css("main h1, article h1") if (text := squeeze(node.text(deep=True)))]
    title = main[0] if len(main) == 1 else headings[0] if len(headings) == 1 else None
    title = title or squeeze(metas.get("og:title", "")) or squeeze(metas.get("dc.title", "")) or None
    window = next((text for node in tree.css("title") if (text := squeeze(node.text(deep=True)))), None)
    date = find_date(title) if title else None
    date = date or next((iso for name in _DATE_META if name in metas and (iso := iso_day(metas[name]))), None)
    date = date or _linked_data_date(tree) or _time_date(tree) or (find_date(window) if window else None)
    return title, _SITE_NAME.sub("", window) if window else None, date


def squeeze(text: str) -> str:
    """The text on one line, white space as single spaces."""
    return " ".join(text.replace("\u00a0", " ").split())


def iso_day(text: str) -> str | None:
    """The day of `2024-07-24T10:00:00Z`, `24 July 2024` or `20240724`."""
    text = text.strip()[:60]
    if match := re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text):
        return find_date(f"{match[1]}-{match[2]}-{match[3]}")
    return find_date(text)


def _linked_data_date(tree: Any) -> str | None:
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            waiting = [json.loads(node.text(deep=True))]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < 10_000:
            value = waiting.pop()
            seen += 1
            if isinstance(value, dict):
                published = value.get("datePublished")
                if isinstance(published, str) and (iso := iso_day(published)):
                    return iso
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)
    return None


def _time_date(tree: Any) -> str | None:
    for node in tree.css("time[datetime]"):
        if iso := iso_day(node.attributes.get("datetime") or ""):
            return iso
    for node in tree.css(".date[title]"):
        if match := re.match(r"(\d\d)\.(\d\d)\.(\d{4}) ", node.attributes.get("title") or ""):
            return find_date(f"{match[3]}-{match[2]}-{match[1]}")
    return None
