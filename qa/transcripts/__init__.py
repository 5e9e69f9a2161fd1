"""Readers: one file in, who said what out.

sniff + decoding   which reader, and bytes to text (charsets); containers: packages and markup told apart
dialogue           prose with labels of speakers
                   pages: line numbers, running heads   (callings: what speakers are, under their names)
                   forms, bold, name_lines, labels, evidence, density, learning, single, grammar: where turns begin
                   chats, emphasis: what a chat program puts in, words in bold
                   asked: interviews with questions in bold and no names; screenplay: scripts of films
                   closing, court, notes, layout: what is no speech, and how paragraphs stand
captions           WebVTT, SRT and their like   (cues, rolling, cue_labels; timed: lines of text with times)
records            JSON: the project's own, read and written; others' by speech_json (vendors, utterances)
delimited          tables written as text: CSV, TSV, Markdown; workbooks: those of Excel, as text
html, docx, odt,   documents as blocks of text with marks, read as dialogue once the marks are written into it
rtf, pdf, epub     (blocks, runs, marked, spoken; webpage; sheets and columns: the pages of a PDF)
                   packages: what docx, odt, epub and workbooks are packed into
tiers              recordings that linguists annotate, a row for each speaker   (annotations, annotated_xml)
mail               letters, whose words are read as any other text
hansard            debates in XML, whose elements say who speaks   (tags)
plain              everything else that is text: one turn without a speaker
header, dates      title and date
people, roster, introductions   who a label stands for
writing            Markdown and WebVTT that can be read back
"""

from __future__ import annotations

from qa.transcripts.reader import READER_VERSION, read, read_bytes, read_text
from qa.transcripts.records import to_record
from qa.transcripts.writing import to_markdown, to_vtt

__all__ = ["READER_VERSION", "read", "read_bytes", "read_text", "to_markdown", "to_record", "to_vtt"]
