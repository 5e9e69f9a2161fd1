"""qa.ranking.regions: which passages are joined to one region, in which order regions come, and where they lie."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.pool import Place, Pool
from qa.ranking.regions import CANDIDATES, MOST_PASSAGES, NEARLY_AS_GOOD, Region, Run, apart, located, runs, spread

NEARLY = math.log(NEARLY_AS_GOOD)


def pool(documents, positions=None, eligible=None):
    """Of these passages only where they stand is known; ids from 100."""
    n = len(documents)
    return Pool(
        ids=np.arange(100, 100 + n),
        positions=np.arange(n) if positions is None else np.array(positions),
        documents=np.array(documents, np.int64),
        dense=np.zeros((n, 2), np.float32),
        bm25=np.zeros(n, np.float32),
        coverage=np.zeros(n, np.float32),
        share=None,
        eligible=np.ones(n, np.bool_) if eligible is None else np.array(eligible, np.bool_),
    )


def found(of, scores, k=10):
    """First and last row of each run, best first."""
    return [(run.first, run.last) for run in runs(of, np.array(scores, np.float32), k)]


def test_neighbours_that_fit_as_well_are_one_run():
    (run,) = runs(pool([1, 1]), np.array([2.0, 2.1], np.float32), 8)
    assert run == Run(0, 1, 1.0)


def test_the_later_neighbour_and_the_earlier_one_join_alike():
    assert found(pool([1, 1, 1]), [-9, 0, -0.1]) == [(1, 2), (0, 0)]
    assert found(pool([1, 1, 1]), [-0.1, 0, -9]) == [(0, 1), (2, 2)]


def test_a_neighbour_in_another_document_stays_apart():
    assert found(pool([1, 2]), [0, 0]) == [(0, 0), (1, 1)]


def test_passages_with_one_missing_between_them_stay_apart():
    assert found(pool([1, 1, 1], positions=[4, 6, 7]), [0, 0, 0]) == [(0, 0), (1, 2)]


def test_what_fits_clearly_less_well_stays_apart():
    assert found(pool([1, 1]), [0, NEARLY + 0.01]) == [(0, 1)]
    assert found(pool([1, 1]), [0, NEARLY - 0.01]) == [(0, 0), (1, 1)]


def test_a_neighbour_is_compared_with_the_passage_it_joins_not_with_the_best_of_all():
    assert found(pool([1, 2, 2, 2]), [0, -50, -50 + NEARLY + 0.01, -50 + NEARLY - 0.01]) == [(0, 0), (1, 2), (3, 3)]


def test_a_run_is_measured_by_its_best_passage_not_by_the_one_that_joined_last(monkeypatch):
    monkeypatch.setattr("qa.ranking.regions.MOST_PASSAGES", 3)
    assert found(pool([1, 1, 1]), [0, NEARLY + 0.05, NEARLY - 0.05]) == [(0, 1), (2, 2)]


def test_a_run_is_no_longer_than_a_region_may_be():
    assert found(pool([1] * 5), [0] * 5) == [(0, 1), (2, 3), (4, 4)]
    assert MOST_PASSAGES == 2


def test_a_passage_between_two_runs_joins_the_better_one():
    assert found(pool([1, 1, 1]), [-0.02, -0.05, 0]) == [(1, 2), (0, 0)]
    assert found(pool([1, 1, 1]), [0, -0.05, -0.02]) == [(0, 1), (2, 2)]


def test_a_passage_joins_the_other_run_where_the_better_one_is_full():
    assert found(pool([1] * 4), [0, -0.01, -0.05, -0.02]) == [(0, 1), (2, 3)]


def test_best_first_and_ties_by_position():
    assert found(pool([1, 2, 3, 4]), [-1, 0, -2, 0]) == [(1, 1), (3, 3), (0, 0), (2, 2)]


def test_a_score_is_the_odds_against_the_best():
    scores = [run.score for run in runs(pool([1, 2, 3]), np.array([5, 7, 4], np.float32), 8)]
    assert scores == pytest.approx([1, math.exp(-2), math.exp(-3)])


def test_no_more_than_asked_for():
    of = pool(range(6))
    assert [len(found(of, [0] * 6, k)) for k in (1, 3, 6, 7)] == [1, 3, 6, 6]


def test_an_ineligible_passage_is_in_no_run_and_joins_nothing():
    of = pool([1, 1, 1], eligible=[True, False, True])
    assert found(of, [0, 0, 0]) == [(0, 0), (2, 2)]
    assert found(pool([1, 1], eligible=[False, False]), [0, 0]) == []


def test_the_first_has_score_1_where_an_ineligible_passage_fits_better():
    of = pool([1, 2, 3], eligible=[False, True, True])
    assert [run.score for run in runs(of, np.array([3, 0, -1], np.float32), 8)] == pytest.approx([1, math.exp(-1)])


def test_an_ineligible_passage_that_fits_far_better_is_no_overflow():
    of = pool([1, 2], eligible=[False, True])
    assert runs(of, np.array([500, 0], np.float32), 8) == [Run(1, 1, 1.0)]


def test_an_empty_pool_has_no_runs():
    assert found(pool([]), []) == []


@st.composite
def scored_pools(draw):
    n = draw(st.integers(0, 14))
    steps = draw(st.lists(st.sampled_from([1, 1, 1, 2, 5]), min_size=n, max_size=n))
    breaks = draw(st.lists(st.sampled_from([0, 0, 0, 1]), min_size=n, max_size=n))
    eligible = draw(st.lists(st.sampled_from([True, True, False]), min_size=n, max_size=n))
    scores = draw(st.lists(st.one_of(st.floats(2 * NEARLY, 0), st.floats(-100, 100)), min_size=n, max_size=n))
    return pool(np.cumsum(breaks), np.cumsum(steps), eligible), np.array(scores, np.float32)


@given(scored_pools(), st.integers(1, 16))
def test_runs_are_disjoint_short_eligible_and_best_first(scored, k):
    of, scores = scored
    best = runs(of, scores, k)
    rows = [row for run in best for row in range(run.first, run.last + 1)]
    assert len(best) == min(k, len(best)) and len(rows) == len(set(rows))
    for run in best:
        inside = slice(run.first, run.last + 1)
        assert 1 <= run.last - run.first + 1 <= MOST_PASSAGES
        assert of.eligible[inside].all()
        assert len(set(of.documents[inside].tolist())) == 1
        assert (np.diff(of.positions[inside]) == 1).all()
        assert scores[inside].min() >= scores[inside].max() + NEARLY - 1e-4
    if of.eligible.any():
        top = scores[of.eligible].max()
        assert best[0].score == 1 and scores[best[0].first : best[0].last + 1].max() == top
        assert [run.score for run in best] == sorted((run.score for run in best), reverse=True)
        assert [run.score for run in best] == pytest.approx(
            [math.exp(scores[run.first : run.last + 1].max() - top) for run in best], rel=1e-4, abs=1e-30
        )
    else:
        assert best == []


@given(scored_pools())
def test_every_eligible_passage_is_in_a_run_where_enough_are_asked_for(scored):
    of, scores = scored
    covered = {row for run in runs(of, scores, 100) for row in range(run.first, run.last + 1)}
    assert covered == set(np.flatnonzero(of.eligible).tolist())


@given(scored_pools(), st.integers(-50, 50))
def test_only_differences_of_scores_count(scored, offset):
    of, scores = scored
    rounded = np.round(scores * 8) / 8
    assert runs(of, rounded, 5) == runs(of, rounded + np.float32(offset), 5)


def at(found):
    return [(run.first, run.last) for run in found]


def test_spread_takes_the_best_of_each_document_first():
    of = pool([1, 1, 1, 2, 2, 3])
    order = [Run(row, row, 1 / (n + 1)) for n, row in enumerate([0, 1, 3, 2, 5, 4])]
    ordered = spread(order, of)
    assert [run.first for run in ordered] == [0, 3, 5, 1, 4, 2]
    assert [run.score for run in ordered] == pytest.approx([1, 1 / 3, 1 / 5, 1 / 5, 1 / 6, 1 / 6])
    assert spread([], of) == []


@given(scored_pools())
def test_spread_loses_nothing_and_keeps_the_order_within_a_document(scored):
    of, scores = scored
    best = runs(of, scores, 10)
    ordered = spread(best, of)
    home = of.documents.tolist()
    assert sorted(at(ordered)) == sorted(at(best))
    for document in set(home):
        assert at(run for run in ordered if home[run.first] == document) == at(
            run for run in best if home[run.first] == document
        )
    count = len({home[run.first] for run in best})
    assert len({home[run.first] for run in ordered[:count]}) == count


def far_apart(*rows):
    """Runs of one passage each, at 1, .999, .998 and so on."""
    return [Run(row, row, 1 - n / 1000) for n, row in enumerate(rows)]


def test_the_third_place_is_away_from_the_first_two_where_another_fits_as_well():
    of = pool([1] * 9, positions=[0, 2, 4, 6, 8, 10, 90, 92, 94])
    ordered = apart(far_apart(0, 1, 2, 3, 6, 7), of)
    assert [run.first for run in ordered[:3]] == [0, 1, 6]
    assert sorted(at(ordered)) == [(row, row) for row in (0, 1, 2, 3, 6, 7)]


def test_another_document_is_away_however_near_its_passages_lie():
    of = pool([1, 1, 1, 2], positions=[0, 2, 4, 5])
    assert [run.first for run in apart(far_apart(0, 1, 2, 3), of)] == [0, 1, 3, 2]


def test_a_place_away_that_fits_far_less_comes_no_sooner():
    of = pool([1, 1, 1, 2], positions=[0, 2, 4, 5])
    best = [*far_apart(0, 1, 2), Run(3, 3, 0.01)]
    assert apart(best, of) == best


def test_the_first_two_and_those_past_the_fifth_stay_in_order():
    of = pool([1] * 6 + [2] * 6, positions=range(0, 24, 2))
    ordered = [run.first for run in apart(far_apart(*range(12)), of)]
    assert ordered[:2] == [0, 1]
    assert ordered[5:] == sorted(ordered[5:])


def test_what_stands_past_the_candidates_takes_no_first_place():
    many = CANDIDATES
    of = pool([1] * many + [2], positions=range(0, 2 * many + 2, 2))
    best = far_apart(*range(many + 1))
    assert [run.first for run in apart(best, of)][-1] == many
    assert [run.first for run in apart([*best[:2], *best[many:]], of)] == [0, 1, many]


@given(scored_pools())
def test_apart_loses_nothing_and_scores_descend(scored):
    of, scores = scored
    best = runs(of, scores, 10)
    ordered = apart(best, of)
    assert sorted(at(ordered)) == sorted(at(best))
    assert ordered[:2] == best[:2]
    for arranged in (ordered, spread(best, of)):
        assert [run.score for run in arranged] == sorted((run.score for run in arranged), reverse=True)
        own = {(run.first, run.last): run.score for run in best}
        assert all(run.score <= own[run.first, run.last] for run in arranged)


def test_a_region_lies_from_its_first_passage_to_its_last():
    of = pool([1, 1, 2])
    places = {
        100: Place("a.json", (0, 0), (2, 9)),
        101: Place("a.json", (3, 0), (3, 40)),
        102: Place("b.json", (7, 12), (7, 30)),
    }
    assert located([Run(2, 2, 1.0), Run(0, 1, 0.5)], of, places) == [
        Region("b.json", (7, 12), (7, 30), 1.0),
        Region("a.json", (0, 0), (3, 40), 0.5),
    ]
