"""What a question is about, replaced where it stands: "How much does a loaf cost?", "and a bowl?". Pure."""

from __future__ import annotations

from qa.conversation.earlier import PLACES, TIMES, Earlier, renamed, without_detail, without_word
from qa.patterns import phrase
from qa.questions.persons import KIN

_DETERMINER = r"(?:the|an?|his|her|its|our|their|this|that|these|those)"
_HELP = r"(?:does|do|did|will|would|can|could|should|may|might|must)"
_IS = r"(?:is|was|are|were|has|have|had)"
# What follows the thing asked about in a question with "does" or "did": a short list of what is asked of things.
_DOES = (
    r"(?:arrive|become|begin|break|bring|build|burn|buy|carry|cause|change|charge|close|come|cost|cover|cut|"
    r"die|do|drop|earn|eat|employ|end|expect|fail|fall|finish|get|give|go|grow|happen|have|help|hold|"
    r"increase|keep|know|last|launch|lead|leave|like|live|look|lose|make|mean|measure|meet|move|need|offer|"
    r"open|own|pay|plan|produce|provide|raise|reach|receive|replace|require|return|rise|run|save|sell|send|"
    r"serve|ship|show|spend|stand|start|stay|stop|support|take|train|use|vote|want|weigh|win|work)"
)
_DONE = (
    r"(?:\w+ed|built|made|held|sold|cut|done|paid|won|lost|found|given|taken|known|met|sent|spent|shut|run|"
    r"set|open|late|ready|due|safe|free)"
)
_DOES_THING = phrase(rf"^(?P<head>.*?\b{_HELP} )(?P<thing>{_DETERMINER} (?:[\w'-]+ ){{1,4}}?)(?P<tail>{_DOES}\b.*)$")
_IS_THING = phrase(
    rf"^(?P<head>(?:.*? )?{_IS} )(?P<thing>{_DETERMINER} (?:[\w'-]+ ){{1,4}}?)"
    rf"(?P<tail>(?:(?:last|first|ever|finally|already|still|not|yet|so|too|going|being|been) )*{_DONE}\b.*)$"
)
_OF_THING = phrase(rf"^(?P<head>.*\bof )(?P<thing>{_DETERMINER} [\w' -]+?|(?-i:[A-Z])[\w'-]*)(?P<tail>)$")
_WH_IS_THING = phrase(
    rf"^(?P<head>(?:and )?(?:when|where|who|what|how \w+) (?:is|was|are|were|will be) )"
    rf"(?P<thing>{_DETERMINER}(?: (?!(?:about|on|of|for|with|to) )[\w'-]+){{1,3}})(?P<tail>)$"
)
_TO_THING = phrase(
    r"^(?P<head>.*\b(?P<link>about|regarding|on|for|of|to|with|against|from|into|behind) )"
    rf"(?P<thing>{_DETERMINER} (?:[\w'-]+ ?){{1,4}}|(?-i:[A-Z])[\w'-]*(?: (?-i:[A-Z])[\w'-]*)*|"
    r"(?<!\bto )\w+)(?P<tail>)$"
)
_LINK = phrase(r"^(?P<link>about|regarding|on|for|of|to|with|against|from|into|behind) (?P<rest>.+)$")
_THING = phrase(rf"^{_DETERMINER} \w")
# "And his sister?"
_HIS_KIN = phrase(rf"^(?:his|her|their) (?P<who>(?:\w+ )?(?:{'|'.join(sorted(KIN))}))$")
# "How much energy will it use?", "and water?"
_MUCH_OF = phrase(
    rf"^(?P<head>(?:(?:and|so) )?how (?:much|many) )(?P<thing>[\w-]+(?: [\w-]+){{0,3}}?)(?P<tail> (?:{_HELP}|"
    rf"{_IS}) .+)$"
)


def with_another(thing: str, earlier: Earlier) -> str | None:
    """The earlier question with another thing in the place of that which it is about; None where none is plain."""
    kin = _HIS_KIN.match(thing)
    if kin:
        of = earlier.told_of or earlier.subject
        return renamed(earlier.text, of, f"{of}'s {kin['who']}") if of else None
    text = without_word(without_detail(earlier.text))
    link = _LINK.match(thing)
    after = ""
    for ending in (*TIMES.finditer(text), *PLACES.finditer(text)):
        # "... in June" stays.
        if ending.end() == len(text) and ending.start() > 0:
            text, after = text[: ending.start()].rstrip(), text[ending.start() - 1 :]
            break
    # "How much is it for visitors, as to parking?", "and for residents?"
    text, mark, matter = text.partition(", as to ")
    after = f"{mark}{matter}{after}"
    if link:
        found = _TO_THING.match(text)
        same = found is not None and found["link"].casefold() == link["link"].casefold()
        return f"{found['head']}{link['rest']}{after}?" if same and found else None
    if mark:
        return f"{text}{mark}{thing}{after.removeprefix(mark + matter)}?"
    has_article = _THING.match(thing) is not None
    much = None if has_article or not thing.islower() else _MUCH_OF.match(text)
    if much:
        return f"{much['head']}{thing}{much['tail']}{after}?"
    for frame in (_DOES_THING, _IS_THING, _OF_THING, _WH_IS_THING, _TO_THING):
        found = frame.match(text)
        if found is None or (frame is not _TO_THING and not has_article):
            continue
        # "Why did the mayor vote against it?", "and the roof?": a roof does not vote.
        if found["tail"] and (earlier.people or earlier.is_speaker(found["thing"].strip())):
            continue
        gap = " " if found["tail"] else ""
        return f"{found['head']}{thing}{gap}{found['tail']}{after}?"
    return None


def with_another_person(name: str, earlier: Earlier) -> str | None:
    """The earlier question of somebody else, where it tells of one alone: "does Hugo bake?", "and Mina?"."""
    return renamed(earlier.text, earlier.people[0], name) if len(earlier.people) == 1 else None
