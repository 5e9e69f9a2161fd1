"""Whether a question asks for the words, or the mind, of somebody whom it names: told from its words. Pure.

`questions.parse` finds whose words are asked for where a question says so by its grammar, whoever that is. Here the
name is known to be somebody's, and many more ways of asking can be told: "Is Ann for it?", "what persuaded Ann to …?".
"""

from __future__ import annotations

from qa.patterns import phrase
from qa.questions.openings import START

# Stands for the name.
_NAME = "\N{SECTION SIGN}"
_OWN = (
    r"(?:views?|opinions?|positions?|stances?|thoughts?|comments?|remarks?|take|line|reply|response|reaction|"
    r"statements?|arguments?|concerns?|suggestions?|proposals?|words|answers?|perspective|attitude|thinking|"
    r"feelings?|eyes?|mind|refusal|wish|wishes|hopes?|fears?|worr(?:y|ies)|doubts?|reasons?|reasoning|"
    r"explanations?|excuse|case|claims?|advice|message|objections?|demands?|account|version|verdict|"
    r"assessment|judge?ment|preference|priorit(?:y|ies)|warning|impression|idea|complaints?|criticisms?|"
    r"praise|plea|request|story|side|opposition|support|resistance|reluctance|enthusiasm|confidence|"
    r"reservations?|expectations?|predictions?|estimates?|recommendations?|change of heart)"
)
_MINDS = (
    r"(?:think|feel|want|wish|hope|fear|believe|expect|like|love|hate|dislike|mind|care|worry|doubt|trust|"
    r"distrust|regret|prefer|favou?r|support|oppose|back|welcome|accept|reject|resist|refuse|object|agree|"
    r"disagree|approve|disapprove|rate|judge|regard|view|see|consider|take|react|respond|stand|make|call|"
    r"count|blame|credit|admit|concede|claim|argue|insist|say|tell|explain|give|offer|name|cite|suggest|"
    r"propose|advise|recommend|warn|promise|predict|estimate|describe|conclude|complain|criticise|criticize|"
    r"praise|defend|apologise|apologize|come (?:a)?round|change|stick|stay|stop|start|keep|go along|side|"
    r"choose|add|vote|sound|justify|account|plan|intend|mention|raise|ask|answer|reply|look|remember|recall|"
    r"value|fancy)"
)
_IS = (
    r"(?:for|against|in favou?r|a fan|fans|keen|happy|unhappy|sad|angry|cross|furious|glad|pleased|proud|"
    r"afraid|worried|concerned|anxious|nervous|uneasy|excited|most|more|less|least|sceptical|skeptical|"
    r"convinced|confident|optimistic|pessimistic|sure|certain|open|opposed|willing|ready|prepared|reluctant|"
    r"critical|supportive|satisfied|dissatisfied|disappointed|surprised|embarrassed|ashamed|sorry|"
    r"comfortable|uncomfortable|on board|behind|still(?! (?:alive|around|here|there|living|married|working|"
    r"at|in|with)\b)|always|ever|set against|so|really|saying|claiming|arguing|thinking|calling|asking|"
    r"demanding|hoping|worrying|pleading|proposing|suggesting|planning|opposing|supporting|backing)"
)
_HELPS = r"(?:(?:did|does|do|would|will|could|should|might|can|must|has|have|had)(?:n't)?|won't|can't)"
_THE = r"(?:the |our |that |old |young )?(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|madam)\.? )?"
# What is plainly somebody's view, whatever is asked: "How much is it worth in Ann's eyes?".
_OWNED = (
    # "Ann's refusal", "in Ann's eyes", "the attitude of Ann"
    rf"{_NAME}'s? (?:\w+ ){{0,2}}?{_OWN}\b",
    rf"\b{_OWN} (?:of|by|from|came from|comes from|expressed by|given by|offered by) {_THE}{_NAME}",
    rf"\b{_OWN}\b.{{0,60}}\b(?:came|come|comes|from|by|did|does|has|had) (?:from )?{_THE}{_NAME}",
    rf"\b(?:if you ask|according to|if it were up to|up to|ask) {_THE}{_NAME}",
    # "Ann on the bond"
    rf"{START}{_THE}{_NAME}(?:'s)? (?:on|about|regarding|re) ",
)
_ASKS = (
    *_OWNED,
    # "Does Ann want it?", "How did Ann take the news?", "Would Ann lay a cable?"
    rf"\b{_HELPS} {_THE}{_NAME}(?: \w+){{0,3}}? {_MINDS}\b",
    # Of what would be done, all is in the mind.
    rf"\b(?:would|wouldn't|won't) {_THE}{_NAME} \w+",
    rf"\b(?:is|was|were|are|isn't|wasn't) {_THE}{_NAME} (?:\w+ ){{0,2}}?{_IS}\b",
    # "What made Ann change her mind?"
    rf"\b(?:made|makes|make|put|puts|led|leads|drove|persuaded|convinced|brought|moved|prompted|pushed|got|"
    rf"turned) {_THE}{_NAME}(?!\w)",
    # "Ann: for or against?"
    rf"^\W*{_THE}{_NAME} ?[:,–—-].*\b(?:he|she|they|her|his|their|him)\b",
    rf"{_NAME} (?:\w+ ){{0,2}}?(?:stands?|stood|thinks?|thought|feels?|felt|wants?|wanted|cares?|says?|said|"
    rf"believes?|"
    r"sees?|saw|likes?|liked|hates?|hopes?|fears?|worries|prefers?|supports?|opposes?|must have|claims?|claimed|told|"
    r"tells|"
    r"could|would|come (?:a)?round|came (?:a)?round|come around|feel|see|think|want|say|find|view|take|makes?)\b",
    rf"\b(?:count|include|number) {_THE}{_NAME} among\b",
)
_ASKED, _ASKED_OF_AN_EVENT = phrase("|".join(_ASKS)), phrase("|".join(_OWNED))
# "Who agrees with Ann?", "When did Ann arrive?" are answered by anybody.
_BY_ANYBODY = phrase(START + r"(?:who(?!se)\b|whom\b|(?:did|has) (?:any|some)(?:one|body)\b)")
_EVENT = phrase(
    START + r"(?:when|where(?! \w+ .{1,40} (?:stand|stands|stood|sit|sits|come|comes|draw|draws|land|start|"
    r"end)\b)|how (?:long|often|many|much|old|far)|(?:on |in |at |by )?(?:what|which) (?:day|date|"
    r"year|month|time|hour))\b"
)


# What somebody does, or what makes him do it, others can tell as well.
_ACT = phrase(
    r"\b(?:made|makes|make|put|led|leads|drove|persuaded|convinced|brought|moved|prompted|pushed|got|"
    rf"turned) {_THE}{_NAME}(?!\w)"
    rf"|^\W*(?:(?:and|so|but|why|when) )?{_HELPS} {_THE}{_NAME}(?: \w+){{0,2}}? (?:offer|accept|reject|refuse|choose|"
    r"stop|start|change|make|vote|apologi[sz]e|keep|promise|resist|give (?:up|in|way|back))\b"
    rf"|\b(?:impression|impact|effect)\b.{{0,20}}{_NAME}"
)
_APPOSITION = phrase(rf"{_NAME}, (?:the|an?|our|their|his|her) [^,?.!]{{2,50}}, ")


def tells_of_an_act_of(name: str, question: str) -> bool:
    """Whether what is asked of somebody is an act, which others can tell of: "Did Ann offer to resign?"."""
    return _ACT.search(_with_mark(name, question)) is not None


def asks_for_mind_of(name: str, question: str) -> bool:
    """Whether a question asks what somebody says or thinks, and not what others say of him or her.

    Args:
        name: as written in the question.
        question: in plain or typographic quotes.
    """
    text = _with_mark(name, question)
    if _BY_ANYBODY.search(text):
        return False
    return (_ASKED_OF_AN_EVENT if _EVENT.search(text) else _ASKED).search(text) is not None


def _with_mark(name: str, question: str) -> str:
    """The question with a mark for the name, and without what stands beside it: "Ann Lee, the doctor, …"."""
    return _APPOSITION.sub(f"{_NAME} ", " ".join(question.split()).replace(name, _NAME, 1))
