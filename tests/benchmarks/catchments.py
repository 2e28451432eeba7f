"""Access measures against PySAL `access`: the same pairs in, the same figures out, at 1 k to 100 k places."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import polars as pl
from alone import Run, alone
from scipy.spatial import cKDTree

_PLACES, _POINTS = (1_000, 10_000, 100_000), (100, 1_000, 10_000)
_PAIRS_PER_PLACE = 50
_REACH, _SIGMA = 30.0, 12.0
_SECONDS = 1.0  # each act is repeated for so long after a first time that does not count; the least time is told
_BYTES_PER_PAIR = 24  # the least that two passes over weight and index of a pair must read
_ACTS = ("ours", "pysal", "nearest_ours", "nearest_pandas", "from_table")

Timed = tuple[float, np.ndarray]


def measure() -> None:
    """Prints one line per size; times are those of the processor, since all run on one thread but for moments."""
    bandwidth = _bandwidth()
    print(f"E2SFCA and nearest point, same pairs, Gaussian decay; memory is read at {bandwidth / 1e9:.0f} GB/s")
    print(
        f"{'places × points':<17}{'pairs':>10} |{'E2SFCA ms':>10}{'PySAL ÷':>9}{'M pairs/s':>10}{'band':>6}"
        f"{'MB':>6}{'PySAL':>7} |{'nearest ms':>11}{'pandas ÷':>9} |{'table ms':>9} | largest difference"
    )
    for places, points in product(_PLACES, _POINTS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            pairs = _write_town(folder, places, points)
            runs = {act: alone(f"catchments:{act}", folder, "catchments:told") for act in _ACTS}
            print(_line(f"{places:,} × {points:,}", pairs, runs, bandwidth, _difference(folder)), flush=True)


def _line(name: str, pairs: int, runs: dict[str, Run], bandwidth: float, difference: float) -> str:
    spent = {act: run.told for act, run in runs.items()}
    rate = pairs / spent["ours"]
    return (
        f"{name:<17}{pairs:>10,} |{spent['ours'] * 1e3:10.2f}{spent['pysal'] / spent['ours']:9.0f}{rate / 1e6:10.0f}"
        f"{rate * _BYTES_PER_PAIR / bandwidth:6.0%}{runs['ours'].peak:6.0f}{runs['pysal'].peak:7.0f} |"
        f"{spent['nearest_ours'] * 1e3:11.2f}{spent['nearest_pandas'] / spent['nearest_ours']:9.0f} |"
        f"{spent['from_table'] * 1e3:9.1f} | {difference:.0e}"
    )


def _write_town(folder: Path, places: int, points: int) -> int:
    """People and capacities strewn over a square, and the pairs within reach, some fifty to a place."""
    chance = np.random.default_rng([places, points])
    homes, sites = chance.random((places, 2)), chance.random((points, 2))
    radius = np.sqrt(min(_PAIRS_PER_PLACE / points, 0.4) / np.pi)
    found = cKDTree(homes).sparse_distance_matrix(cKDTree(sites), radius, output_type="ndarray")
    cost = found["v"] / radius * _REACH
    pl.DataFrame({"demand_id": found["i"], "supply_id": found["j"], "cost": cost}).write_parquet(
        folder / "pairs.parquet"
    )
    people, capacity = chance.integers(50, 5_000, places), chance.integers(1, 20, points).astype(float)
    pl.DataFrame({"demand_id": range(places), "people": people}).write_parquet(folder / "demand.parquet")
    pl.DataFrame({"supply_id": range(points), "capacity": capacity}).write_parquet(folder / "supply.parquet")
    return len(found)


def _read(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    demand, supply, pairs = (pl.read_parquet(folder / f"{name}.parquet") for name in ("demand", "supply", "pairs"))
    return demand, supply, pairs


def ours(folder: Path) -> Timed:
    """E2SFCA from the list of pairs."""
    from pipelines.access.catchments import floating_catchment
    from pipelines.access.costs import given_costs
    from pipelines.access.decay import gaussian

    demand, supply, pairs = _read(folder)
    costs = given_costs(demand, supply, pairs)
    decay = gaussian(_SIGMA, _REACH)
    spent, found = _repeated(lambda: floating_catchment(costs, demand, supply, decay))
    return spent, found["access"].to_numpy()


def pysal(folder: Path) -> Timed:
    """E2SFCA of PySAL `access` from the same pairs; places that it leaves without a value get 0."""
    from access import Access, weights

    demand, supply, pairs = (frame.to_pandas() for frame in _read(folder))
    model = Access(
        demand_df=demand,
        demand_index="demand_id",
        demand_value="people",
        supply_df=supply,
        supply_index="supply_id",
        supply_value="capacity",
        cost_df=pairs,
        cost_origin="demand_id",
        cost_dest="supply_id",
        cost_name="cost",
    )
    model.log.setLevel("ERROR")
    weigh = weights.gaussian(_SIGMA)
    spent, _ = _repeated(lambda: model.enhanced_two_stage_fca(name="e", weight_fn=weigh, max_cost=_REACH))
    return spent, model.access_df["e_capacity"].sort_index().fillna(0).to_numpy()


def nearest_ours(folder: Path) -> Timed:
    """The nearest point of each place from the list of pairs."""
    from pipelines.access.costs import given_costs
    from pipelines.access.reach import nearest

    costs = given_costs(*_read(folder))
    spent, found = _repeated(lambda: nearest(costs))
    return spent, found["cost"].fill_null(0).to_numpy()


def nearest_pandas(folder: Path) -> Timed:
    """PySAL has no such measure; what its users write on its table of costs."""
    demand, _, pairs = (frame.to_pandas() for frame in _read(folder))
    spent, found = _repeated(lambda: pairs.loc[pairs.groupby("demand_id")["cost"].idxmin()])
    return spent, found.set_index("demand_id")["cost"].reindex(demand["demand_id"]).fillna(0).to_numpy()


def from_table(folder: Path) -> Timed:
    """Checking the table of pairs and putting it in order, once for all measures."""
    from pipelines.access.costs import given_costs

    frames = _read(folder)
    spent, costs = _repeated(lambda: given_costs(*frames))
    return spent, costs.cost


def told(_: ModuleType, result: Timed, folder: Path) -> float:
    """Keeps the figures for the comparison and passes the seconds on."""
    seconds, values = result
    np.save(folder / f"{len(list(folder.glob('*.npy')))}.npy", values)
    return seconds


def _difference(folder: Path) -> float:
    """The largest relative difference between ours and theirs, of both measures."""
    e2sfca, theirs, near, their_near = (np.load(folder / f"{act}.npy") for act in range(4))
    assert np.allclose(near, their_near, rtol=1e-9, atol=0)
    assert np.allclose(e2sfca, theirs, rtol=1e-9, atol=0)
    return float(np.max(np.abs(e2sfca - theirs) / np.where(theirs > 0, theirs, 1)))


def _repeated(act: Callable[[], Any]) -> tuple[float, Any]:
    result = act()
    spent: list[float] = []
    while not spent or (sum(spent) < _SECONDS and len(spent) < 200):
        start = time.process_time()
        result = act()
        spent.append(time.process_time() - start)
    return min(spent), result


def _bandwidth() -> float:
    """Bytes a second that one thread reads, from memory and not from a cache."""
    block = np.ones(50_000_000)
    spent = min(_repeated(partial(np.add.reduce, block))[0] for _ in range(3))
    return block.nbytes / spent
