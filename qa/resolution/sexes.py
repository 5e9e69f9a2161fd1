"""Whether "he" or "she" means the bearer of a name, as far as the name tells: "Mrs. Prudhoe", "Mark Keane". Pure."""

from __future__ import annotations

import itertools

from qa.resolution.names import HERS, HIS, is_title, tokens, words_of

# Given names that are nearly always a man's or a woman's; "Robin", "Kim" and "Andrea" are neither here.
_MEN = frozenset(
    "aaron abdul abdullah adam adrian ahmed alan albert alejandro alexander alfred ali amir anders andreas andrew "
    "angus anil anthony anton antonio antony arjun arthur barry ben benjamin bernard bill bob boris brendan brian "
    "bruce bruno callum carl carlos cedric charles christopher clive colin conor craig daniel dave david declan "
    "dennis derek diego dimitri dmitri dmitry donald douglas duncan edgar eduardo edward edwin eli emmanuel eric "
    "ernest ethan eugene felix fergus fernando frank franz fred frederick gareth gary gavin george gerald gerard "
    "giorgio giovanni gordon graham greg gregory gustav guy hamish hans harold harry hassan hector henry herbert "
    "howard hugh hugo hussein ian ibrahim igor isaac ivan jack jacob jaime jakub james jason javier jeff jeffrey "
    "jens jeremy jerome jim joe joel johan johannes john jonas jonathan jorge jose josef joseph josh joshua juan "
    "julian julio jurgen karim karl keith ken kenneth kevin khalid klaus kofi kwame lars laurence lawrence leo leon "
    "leonard liam lionel louis lucas luigi luis luke magnus malcolm manuel marco marcus mario mark martin matteo "
    "matthew matthias max michael miguel mike mohamed mohammad mohammed moritz muhammad nathan neil nicholas nigel "
    "nikolai olaf oliver omar oscar oswald otto owen pablo paolo patrick paul pedro peter philip phillip pierre "
    "pieter rafael rajesh ralph ramon raymond ricardo richard rob robert rodrigo roger roland ronald rory rupert "
    "russell ryan samuel santiago seamus sean sebastian sergei sergio simon stanley stefan stephen steve steven "
    "stuart sven tariq ted theodore thomas tim timothy toby todd tom tomas tony trevor tristan vaclav victor vikram "
    "vincent vladimir walter warren werner wilfred wilhelm william wolfgang xavier yusuf zachary".split()
)
_WOMEN = frozenset(
    "abigail ada adele agatha agnes aisha alexandra alice alison amanda amelia amina amy ana anastasia angela anita "
    "ann anna anne annette antonia astrid audrey barbara beatrice beatriz bernadette beth betty brenda bridget "
    "brigitte camilla carla carmen carol caroline catherine cecilia charlotte chiara chloe christina christine "
    "claire clara clare claudia colleen cynthia daisy daphne debbie deborah deirdre denise diana diane dolores "
    "donna dora doris dorothy edith eileen elaine eleanor elena elisabeth elise elizabeth ella ellen ellie elsa "
    "emily emma erica esther eva fatima felicity fiona flora florence frances francesca freya gabriela gail georgia "
    "geraldine gertrude gillian gina gisela gloria grace greta gwen hannah harriet heather heidi helen helena helga "
    "henrietta hilda ida ines inga ingrid irene irina iris isabel isabella isla ivy jacqueline jane janet janice "
    "jennifer jenny jessica jill joan joanna josephine joyce judith judy julia julie juliet karen katarina kate "
    "katherine kathleen katie katrina kirsten laura layla leila lena leonor liesl lillian linda lisa liz lorna "
    "lorraine louise lucia lucy luisa lydia madeleine maeve magdalena maggie maja margaret margot maria marianne "
    "marie marina marta martha mary matilda maureen megan melanie melissa mercedes mildred miranda miriam moira "
    "molly monica muriel nadia nancy naomi natalia natalie natasha niamh nina nora norma olga olivia pamela "
    "patricia paula pauline penelope petra philippa phoebe phyllis polly priscilla priya rachel rebecca rita "
    "roberta rosa rosalind rose rosemary rosie roxanne ruth sabine sabrina sally samantha sandra sara sarah sheila "
    "shirley siobhan sofia sonia sophia sophie stella stephanie susan susanna svetlana sylvia tamara tanya tatiana "
    "teresa thelma theresa tina ursula valerie vanessa vera veronica victoria violet virginia wendy wilma yasmin "
    "yolanda yvette yvonne zainab zoe".split()
)


def pronoun_of(name: str) -> str | None:
    """The pronoun, "he" or "she", that a title or a given name tells; None for "DR. ELLIS" and "CLLR. JAMES"."""
    titles = set(words_of(name))
    if titles & HIS or titles & HERS:
        return None if titles & HIS and titles & HERS else "he" if titles & HIS else "she"
    own = list(itertools.dropwhile(is_title, tokens(name)))
    # What stands alone behind an office is a family's name.
    if not own or (len(own) == 1 and len(words_of(name)) > 1):
        return None
    return "he" if own[0] in _MEN else "she" if own[0] in _WOMEN else None
