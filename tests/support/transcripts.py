"""What holds for every transcript, whatever it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.models import Transcript


def check_transcript(transcript: Transcript) -> None:
    """Fail where the turns are not in order, or hold what no turn may hold."""
    assert [turn.index for turn in transcript.turns] == list(range(len(transcript.turns)))
    for turn in transcript.turns:
        assert turn.speaker is None or turn.speaker.strip() == turn.speaker != ""
        assert turn.text == turn.text.strip()
        for text in (turn.text, turn.speaker or "", turn.person or "", *turn.notes):
            assert "\r" not in text and "\u00a0" not in text and "\0" not in text
            text.encode()
    for aside in transcript.asides:
        assert 0 <= aside.before_turn <= len(transcript.turns)
        assert aside.text.strip()
        assert "\0" not in aside.text
        aside.text.encode()
