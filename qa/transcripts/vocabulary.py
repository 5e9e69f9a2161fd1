"""Words that transcripts use about themselves: forms of address, offices, header fields, languages.

They are evidence for or against a reading of the file, never the reading itself.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a list printed in running lines."""
    return frozenset(text.split())


HONORIFICS = word_set(
    "mr mrs ms miss mx dr prof professor sir madam madame dame lord lady hon honorable honourable rev reverend "
    "father sister brother monsieur madame mme mlle herr frau señor señora sr sra signor signora senhor senhora "
    "rep sen gov heer mevrouw"
)

OFFICES_ABROAD = word_set(
    "président présidente ministre rapporteur rapporteure député députée sénateur sénatrice secrétaire "
    "präsident präsidentin vizepräsident vizepräsidentin bundeskanzler bundeskanzlerin bundesminister "
    "bundesministerin staatssekretär staatssekretärin abgeordnete abgeordneter vorsitzende vorsitzender "
    "presidente presidenta ministro ministra diputado diputada senador senadora alcalde alcaldesa "
    "ministro deputato deputata senatore senatrice relatore sindaco deputado deputada "
    "voorzitter minister-president staatssecretaris maire bürgermeister bürgermeisterin prefeito prefeita burgemeester "
    "elnök alelnök předseda předsedkyně przewodniczący przewodnicząca marszałek predsednik predsednica predsjednik "
    "predsjednica puhemies ordförande talman talmannen formand formann leder başkan πρόεδρος председатель "
    "председательствующий председательствующая ведущий ведущая головуючий"
)
"""Offices that other parliaments print in small letters: `M. le ministre`, `La señora presidenta`."""

OFFICES = OFFICES_ABROAD | word_set(
    "president vice-president premier minister secretary undersecretary ambassador senator representative "
    "congressman congresswoman congressmember chairman chairwoman chairperson chair governor mayor general admiral "
    "colonel major captain commander lieutenant sergeant officer director commissioner councillor councilmember "
    "councilman councilwoman counsel counselor attorney chancellor king queen prince princess spokesperson spokesman "
    "spokeswoman treasurer trustee clerk administrator judge justice delegate envoy deputy assistant "
    "under vice acting former foreign prime state"
)

PARTS = word_set(
    "q a question answer moderator operator host co-host "
    "cohost guest interviewer interviewee respondent researcher reporter journalist "
    "correspondent anchor byline narrator announcer audience participant witness court interpreter translator "
    "voice staff aide analyst ceo cfo coo unknown unidentified speaker panelist panellist presenter facilitator "
    "teacher student doctor patient caller member press male female "
    "entrevistador entrevistadora entrevistado entrevistada moderador moderadora intervieweur intervieweuse "
    "animateur animatrice journaliste periodista interviewerin befragter befragte moderatorin intervistatore "
    "enquêteur enquêtrice enquêté enquêtée interviewé interviewée intervenant intervenante présentateur présentatrice "
    "modérateur modératrice fragesteller fragestellerin intervistatrice intervistato intervistata giornalista "
    "conduttore conduttrice moderatore moderatrice jornalista repórter apresentador apresentadora"
)
"""What stands in a label instead of a name: `QUESTION`, `THE WITNESS`, `Speaker 2`."""

ROLES = HONORIFICS | OFFICES | PARTS

FIELDS = word_set(
    "date title time subject topic location place venue participants speakers attendees attendance present absent "
    "apologies appearances source duration recorded published updated posted to from cc bcc re url link tags "
    "category author status version note notes editor's editor correction warning summary abstract agenda contents "
    "act scene chapter ps pps p.s nb dear sincerely regards copyright transcript transcribed translation contact email "
    "phone keywords description format language license"
)
"""Names of header fields and editorial remarks: `Date: …`, `Subject: …`, `Note: …`."""

HEADINGS = word_set(
    "problem solution question answer goal goals objective objectives result results outcome outcomes finding findings "
    "conclusion conclusions recommendation recommendations background introduction method methods discussion analysis "
    "pro pros con cons risk risks benefit benefits action actions decision decisions step steps next key main issue "
    "issues topic topics point points example examples reason reasons cause effect fact facts myth tip tips hint "
    "warning caution remark remarks comment comments reply response feedback summary overview plan task tasks owner "
    "deadline due budget cost costs price total today tomorrow yesterday before after now then first second third "
    "finally monday tuesday wednesday thursday friday saturday sunday morning afternoon evening day week month year "
    "why what how when where who which strengths weaknesses opportunities threats challenge challenges lesson lessons "
    "idea ideas thought thoughts opinion vision mission values scope context purpose requirement requirements "
    "ingredients directions instructions preparation situation complication impact evidence claim premise moral ps nb "
    "faq dear update reminder disclaimer quote rule rules option options approval minutes adjournment roll business "
    "announcement announcements consent motion motions hearing hearings correspondence invocation pledge"
)
"""What stands before a colon over a paragraph, and is nobody's name: `Problem: …`, `Next Steps: …`."""

CROWD = word_set(
    "man woman boy girl gentleman members resident parent citizen attendee questioner constituent voices several crowd"
)
"""Whoever speaks without a name from among those who listen: `Resident`, `Woman in the audience`."""

AMONG = word_set("public floor gallery room community from member members audience")
"""What stands in such labels in small letters: `A member of the public`, `Question from the floor`."""

SEATS = word_set("first second third fourth last front back row balcony left right")
"""Where whoever is named so sits, in small letters: `Woman in the third row`."""

ARTICLES = word_set("the le la l' l’ un une der die ein eine el una il lo o a um uma de het een")
"""What stands before a part in small letters: `La journaliste`, `The interviewer`."""

PARTICLES = word_set("o de la le les du da dos del della di van von der den ter zu bin ibn ben al el of the and")

STOPS = word_set(
    "and or with by from for of in on at to as the a an before after during about between against over under "
    "their his her its our your my this that who where when while following ahead amid upon into regarding"
)
"""Words at which a name in a title ends, whatever their case."""

LANGUAGES = word_set(
    "english french spanish german italian portuguese russian ukrainian polish turkish greek arabic hebrew persian "
    "farsi dari pashto hindi urdu bengali tamil chinese mandarin cantonese japanese korean vietnamese thai indonesian "
    "malay tagalog swahili dutch danish swedish norwegian finnish hungarian czech slovak romanian bulgarian serbian "
    "croatian albanian armenian georgian kazakh uzbek mongolian"
)

FAMILY_NAME_FIRST = word_set(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang "
    "deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao fu "
    "zhong tan liao fan jin shi xi qin qiu hou shao meng long wan duan qian dai mao hua bao kong bai cui kang "
    "kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn moon ban "
    "nguyen tran le pham hoang vo phan truong bui dang ngo"
)
"""Romanised Chinese, Korean and Vietnamese family names, which are printed before the given name."""
