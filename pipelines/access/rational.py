"""The rational agent access model: everyone weighs the way against the crowd, until nobody gains by going elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import LinearOperator, cg, splu

from pipelines.access.costs import Costs, Floats, Whole, capacity_of, people_of, positive

_FIRST_SMOOTHING = 0.1
_COOLING = 0.5
_ROUNDS = 40
_STEPS = 60
_SHORTEST = 1e-6
_ROUNDING = 1e-13
_NEGLIGIBLE = 40.0  # a pair dearer than the least by so many times the smoothing is taken by e^−40 of a place's people
_LEFT_OVER = 10.0  # times the smoothing: a gap above it says that a pair left out would have been taken
_FEW_PAIRS = 60_000  # up to here Newton's equations are solved outright, above by conjugate gradients


class NotConvergedError(ArithmeticError):
    """The solver stopped before the gap was as small as asked for; `gap` is where it stood."""

    def __init__(self, gap: float) -> None:
        super().__init__(f"no equilibrium: the gap is still {gap:.2e}")
        self.gap = gap


@dataclass(frozen=True, slots=True, eq=False)
class Equilibrium:
    """Who pays what, and how far that is from nobody gaining by a change.

    `places`: one row per place, `demand_id`, `cost` (crowding plus way, both as multiples: 1 is the mean number of
    people per capacity, or a way of τ; null where no open point is in reach), `status`.
    `points`: one row per service point, `supply_id`, `people` that choose it, `crowding`.
    `gap`: what all could still save by going elsewhere, as a share of what all pay.
    """

    places: pl.DataFrame
    points: pl.DataFrame
    gap: float


def rational_agents(
    costs: Costs, demand: pl.DataFrame, supply: pl.DataFrame, tau: float, tolerance: float = 1e-6
) -> Equilibrium:
    """The equilibrium in which the cost d_j / (ρ S_j) + c_ij / τ is equal at all points that a place uses.

    d_j are the people that choose point j, ρ = Σp / ΣS over all people and capacities given, τ the way that weighs
    as much as mean crowding. It minimises Σ d_j² / (2 ρ S_j) + Σ x_ij c_ij / τ. `cost` of a place without people is
    what the first to live there would pay. A point without capacity is chosen by nobody.
    Raises `NotConvergedError` where the gap stays above the tolerance. Source: Saxon & Snow 2020.
    """
    people, capacity = people_of(costs, demand), capacity_of(costs, supply)
    if not (people.sum() > 0 and capacity.sum() > 0):
        raise ValueError("the model needs people and capacity")
    room = capacity * (people.sum() / capacity.sum())
    open_pairs = costs.matrix(costs.cost / positive(tau))[:, np.flatnonzero(room > 0)]
    used = np.flatnonzero(np.diff(open_pairs.indptr))
    town = _Town(open_pairs[used], people[used], room[room > 0])
    nothing = np.zeros(town.room.size), np.empty(0), 0.0
    crowding, pay, gap = _solved(town, tolerance) if used.size else nothing
    cost = np.full(len(people), np.nan)
    cost[used] = pay
    crowd = np.zeros(len(room))
    crowd[room > 0] = crowding
    return Equilibrium(
        pl.select(demand_id=costs.demand_ids, cost=pl.Series(cost).fill_nan(None), status=costs.status),
        pl.select(supply_id=costs.supply_ids, people=pl.Series(crowd * room), crowding=pl.Series(crowd)),
        gap,
    )


class _Town:
    """The pairs of a place and an open point, with what the model asks of them."""

    def __init__(self, ways: csr_array, people: Floats, room: Floats) -> None:
        self.start: Whole = ways.indptr
        self.site: Whole = ways.indices
        self.way: Floats = ways.data
        self.people, self.room, self.shape = people, room, ways.shape
        self.lengths = np.diff(ways.indptr)

    def cost(self, crowding: Floats) -> Floats:
        """What each pair costs when the points are that crowded."""
        return self.way + crowding[self.site]

    def least(self, cost: Floats) -> Floats:
        """The least of each place."""
        return np.minimum.reduceat(cost, self.start[:-1])

    def near(self, crowding: Floats, dearer: float) -> _Town:
        """The town without the pairs that are dearer than the place's least by more than so much."""
        cost = self.cost(crowding)
        kept = cost <= np.repeat(self.least(cost) + dearer, self.lengths)
        start = np.concatenate([[0], np.cumsum(np.add.reduceat(kept, self.start[:-1], dtype=np.int32))])
        pairs = (self.way[kept], self.site[kept], start.astype(np.int32))
        return _Town(csr_array(pairs, self.shape), self.people, self.room)

    def outcome(self, shares: csr_array) -> tuple[Floats, Floats]:
        """How crowded the points are when people go where `shares` says, and what each place then pays."""
        crowding = (shares.T @ self.people) / self.room
        return crowding, np.add.reduceat(shares.data * self.cost(crowding), self.start[:-1])

    def choice(self, crowding: Floats, smoothing: float) -> tuple[csr_array, float]:
        """Who goes where when small differences do not matter, as shares, and the value of the smoothed dual."""
        cost = self.cost(crowding)
        least = self.least(cost)
        cost -= np.repeat(least, self.lengths)
        cost /= -smoothing
        share = np.exp(cost, out=cost)
        whole = np.add.reduceat(share, self.start[:-1])
        share /= np.repeat(whole, self.lengths)
        value = self.people @ (least - smoothing * np.log(whole)) - self.room @ crowding**2 / 2
        return csr_array((share, self.site, self.start), self.shape), float(value)


def _solved(town: _Town, tolerance: float) -> tuple[Floats, Floats, float]:
    """Crowding of each point, what each place pays, and the gap: choices that are smoothed less and less.

    Each round looks only at pairs near the least; where the gap among all pairs says that this was too few, it looks
    wider. The next round starts from where the prices were heading, since they move about evenly with the smoothing.
    """
    price = before = np.ones(town.room.size)
    smoothing, width, gap = _FIRST_SMOOTHING, _NEGLIGIBLE, np.inf
    for _ in range(_ROUNDS):
        near = town.near(price, width * smoothing)
        settled, shares = _settled(near, price, smoothing, tolerance)
        crowding, pay = near.outcome(shares)
        total = float(town.people @ pay)
        gap = (total - float(town.people @ town.least(town.cost(crowding)))) / total if total > 0 else 0.0
        if gap <= tolerance:
            return crowding, pay, gap
        if gap > _LEFT_OVER * smoothing:
            price, width = settled, width * 4
            continue
        ahead = _COOLING if smoothing < _FIRST_SMOOTHING else 0.0
        price, before = settled + ahead * (settled - before), settled
        smoothing, width = smoothing * _COOLING, _NEGLIGIBLE
    raise NotConvergedError(gap)


def _settled(town: _Town, crowding: Floats, smoothing: float, accuracy: float) -> tuple[Floats, csr_array]:
    """Choices that agree with the crowding they make, by Newton's method on the concave dual."""
    shares, value = town.choice(crowding, smoothing)
    for _ in range(_STEPS):
        asked = shares.T @ town.people
        excess = asked - town.room * crowding
        if np.abs(excess).sum() <= max(0.1 * accuracy, _ROUNDING) * town.people.sum():
            break
        move = _newton(town, shares, asked, excess, smoothing)
        climb, step = float(excess @ move), 1.0
        while step > _SHORTEST:
            tried, reached = town.choice(crowding + step * move, smoothing)
            if reached >= value + 1e-4 * step * climb - 1e-14 * abs(value):
                break
            step /= 2
        if step <= _SHORTEST:
            break
        crowding, shares, value = crowding + step * move, tried, reached
    return crowding, shares


def _newton(town: _Town, shares: csr_array, asked: Floats, excess: Floats, smoothing: float) -> Floats:
    """Where the dual would be highest if it were a parabola."""
    diagonal = town.room + asked / smoothing
    turned = shares.T.tocsr()
    if shares.nnz <= _FEW_PAIRS:
        moved = turned @ shares.multiply(town.people[:, None]).tocsr()
        outright: Floats = splu((diags_array(diagonal) - moved / smoothing).tocsc()).solve(excess)
        return outright

    def curve(move: Floats) -> Floats:
        bent: Floats = diagonal * move - (turned @ (town.people * (shares @ move))) / smoothing
        return bent

    operator = LinearOperator((excess.size, excess.size), curve)
    move: Floats = cg(operator, excess, rtol=0.01, maxiter=_STEPS, M=diags_array(1 / diagonal))[0]
    return move
