"""The words for what somebody is, and the roles in a question: "the prime minister". Patterns alone. Pure."""

from __future__ import annotations

from qa.patterns import phrase

HEADS = (
    "president|premier|minister|secretary|ambassador|senator|representative|chair|chairman|chairwoman|"
    "chairperson|governor|mayor|general|commander|officer|director|commissioner|councillor|counsel|attorney|"
    "chancellor|spokesperson|spokesman|spokeswoman|treasurer|trustee|clerk|administrator|judge|deputy|owner|"
    "boss|head|manager|leader|founder|superintendent|principal|headteacher|headmaster|headmistress|teacher|"
    "professor|lecturer|coach|captain|goalkeeper|striker|engineer|architect|designer|fisherman|farmer|baker|"
    "brewer|shopkeeper|landlord|landlady|publican|driver|conductor|dispatcher|mechanic|electrician|plumber|"
    "builder|contractor|developer|planner|scientist|biologist|ecologist|geologist|researcher|economist|"
    "analyst|accountant|bookkeeper|auditor|banker|lawyer|solicitor|barrister|doctor|nurse|surgeon|pharmacist|"
    "paramedic|midwife|therapist|psychologist|librarian|curator|historian|journalist|reporter|editor|"
    "presenter|host|broadcaster|pastor|priest|vicar|bishop|imam|rabbi|sheriff|sergeant|constable|inspector|"
    "marshal|harbourmaster|pilot|student|pupil|apprentice|intern|resident|organiser|organizer|activist|"
    "campaigner|volunteer|steward|groundskeeper|groundsman|caretaker|janitor|cook|chef|cfo|ceo|cto|coo|pm|vp|"
    "md|rep|guy|man|woman|lady|expert|adviser|advisor|consultant|candidate|whip|speaker|member|delegate|"
    "negotiator|shareholder|investor|physicist|chemist|statistician|epidemiologist|virologist|vet|hotelier|"
    "skipper|sailor|dean|rector|verger|precentor|canon|chaplain|archdeacon|abbot|provost|warden|sexton|"
    "organist|choirmaster|bellringer|bursar|registrar|porter|matron|medic|radiologist|radiographer|"
    "anaesthetist|physiotherapist|optician|dentist|foreman|forewoman|archivist|surveyor|signaller|signalman|"
    "stationmaster|examiner|coroner|claimant|defendant|plaintiff|prosecutor|juror|witness|complainant|"
    "bailiff|magistrate|lieutenant|colonel|major|admiral|detective|firefighter|ranger|rescuer|patroller|"
    "instructor|guide|understudy|dramaturg|playwright|author|writer|ghostwriter|poet|novelist|publisher|"
    "agent|critic|columnist|correspondent|anchor|newsreader|anchorman|cameraman|producer|projectionist|usher|"
    "filmmaker|actor|actress|singer|musician|composer|violinist|dancer|choreographer|tutor|scholar|postdoc|"
    "grower|winemaker|vintner|beekeeper|gardener|forester|shepherd|dairyman|miller|butcher|grocer|tenant|"
    "keeper|courier|fundraiser|technician|programmer|tester|insurer|broker|underwriter|trader|welder|fitter|"
    "toolmaker|carpenter|joiner|mason|roofer|glazier|painter|blacksmith|plasterer|cleaner|waiter|waitress|"
    "barman|barmaid|bartender|milkman|postman|postmaster|postmistress|miner|chairlady|ombudsman|regulator|"
    "mediator|arbitrator|interpreter|translator|photographer|astronomer|meteorologist|glaciologist|botanist|"
    "zoologist|veterinarian|ornithologist|archaeologist|anthropologist|sociologist|mathematician|purser|"
    "bosun|navigator|stoker|shipwright|docker|stevedore|crofter|hydrologist|seismologist|interviewer|"
    "interviewee|executive|moderator|facilitator"
)
# What is short for what stands in labels and is said.
SHORT = {
    "pm": ("prime minister",),
    "cfo": ("chief financial officer", "finance director", "financial director"),
    "ceo": ("chief executive", "chief executive officer", "managing director"),
    "cto": ("chief technology officer",),
    "coo": ("chief operating officer",),
    "vp": ("vice president",),
    "md": ("managing director",),
    "head": ("headteacher", "head teacher", "headmaster", "headmistress"),
}
# "The infrastructure minister" is announced as "the Minister for Infrastructure".
OF_SOMETHING = frozenset("minister secretary commissioner director officer president chair head ambassador".split())
ROLE = phrase(
    rf"(?:\b(?:the|our|their|his|her|its) |'s? )(?P<role>(?:(?!the\b|and\b|or\b|of\b|to\b|on\b|in\b|who\b|"
    rf"that\b)[\w’'-]+ ){{0,3}}?"
    rf"(?:[\w’'-]+-)?(?:{HEADS})(?: (?:{HEADS}))?)(?P<of> (?:of|for|at|on) (?:the )?(?:[\w'’-]+ ?){{1,3}}?(?=$|"
    r"[?.!,:;]|"
    rf" (?:say|think|want|is|was|has|did)\b))?(?![\w-])"
)
