"""What a district would type about the issues it raises and the research it finishes (T12)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.demo.community import Row, yes
from pipelines.demo.world import dice
from pipelines.programme.periods import quarter_of, quarter_start, quarters

# kind: what it is about, who leads, and how many days it usually takes
KINDS = {
    "组织": ("党委建制条件如何认定，需明确口径", "ORG", 55),
    "自治": ("居民代表会议人数多，难以到齐", "CIV", 60),
    "资产": ("历史遗留土地权属不清，清产核资难以确认", "AGR", 210),
    "队伍": ("未聘任的原村两委成员安置办法待出台", "ORG", 100),
    "事项经费": ("部门交办事项未随附经费", "FIN", 120),
    "设施": ("服务用房由合作组织提供，租期将满", "CIV", 80),
    "均等化": ("外来人口办事范围有限", "LSS", 90),
    "其他": ("报表较多，建议合并", "CIV", 40),
}
TOPICS = ("R1", "R2", "R3", "R4", "R5")
OUTPUTS = ("调研报告", "案例", "指引", "办法")


def issues(unit: str, start: date, day: date, seed: int) -> list[Row]:
    """T12: the issues raised in the quarter and the year before it as they stand on `day`, and what was finished."""
    latest = quarters("2010Q3", quarter_of(start))[-6:]
    raised = [row for period in latest for row in _raised(unit, quarter_start(period), day, seed)]
    return [*raised, *_finished(unit, start, seed)]


def _raised(unit: str, start: date, day: date, seed: int) -> Iterator[Row]:
    roll = dice(seed, unit, "T12", start)
    for n in range(roll.randrange(1, 4)):
        kind = roll.choice(tuple(KINDS))
        summary, lead, usual = KINDS[kind]
        raised = start + timedelta(roll.randrange(0, 85))
        closed = raised + timedelta(max(3, round(roll.lognormvariate(math.log(usual), 0.6))))
        settled, resting = closed <= day, roll.random() < 0.08
        yield {
            "iss_id": f"{start.year}{start.month:02}-{n + 1}",
            "raised_on": raised,
            "iss_cat": kind,
            "summary": f"{summary}（演示）",
            "need_city": yes(roll.random() < 0.4),
            "lead": lead,
            "iss_status": "办结" if settled else "搁置" if resting else "办理中" if roll.random() < 0.7 else "待办",
            "closed_on": closed if settled else None,
            "how": "协调解决" if settled else None,
            "topic": None,
            "out_kind": None,
        }


def _finished(unit: str, start: date, seed: int) -> Iterator[Row]:
    """A research output in about every second quarter."""
    roll = dice(seed, unit, "T12", "research", start)
    if roll.random() < 0.55:
        yield {
            "iss_id": f"{start.year}{start.month:02}-Y1",
            "raised_on": start + timedelta(roll.randrange(0, 85)),
            "topic": roll.choice(TOPICS),
            "out_kind": roll.choice(OUTPUTS),
        }
