"""Which communities still lack a workstation: counted in dots, and by name. Every second one has none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Opened = Callable[..., AppTest]


def listed(shown: AppTest) -> dict[str, list[str]]:
    """Unit → the names under it."""
    html = next(str(one.proto.body) for one in shown.get("html") if "还没有工作站的社区</h2>" in str(one.proto.body))
    parts = re.findall(r"<dt>(.*?)</dt>(.*?)(?=<dt>|</dl>)", html)
    return {unit: re.findall(r">([^<]+)</a>", names) for unit, names in parts}


def test_communities_without_a_workstation_are_named_by_district(opened: Opened) -> None:
    assert listed(opened("matters")) == {
        "同安区": ["演示002社区"],
        "翔安区": ["演示002社区", "演示004社区", "演示006社区"],
    }


def test_a_name_leads_to_the_community(opened: Opened) -> None:
    html = " ".join(str(one.proto.body) for one in opened("matters").get("html"))
    assert re.search(r'href="community\?[^"]*site=350213103002"[^>]*>演示002社区</a>', html)


def test_each_community_is_a_dot_with_or_without(opened: Opened) -> None:
    (figure,) = [
        json.loads(one.proto.spec) for one in opened("matters").get("plotly_chart") if "stations" in one.proto.id
    ]
    assert {trace["name"]: len(trace["x"]) for trace in figure["data"]} == {"有工作站": 6, "没有工作站": 4, "缺报": 0}


def test_the_page_on_staff_leads_to_it(opened: Opened) -> None:
    html = " ".join(str(one.proto.body) for one in opened("staffing").get("html"))
    assert re.search(r'href="matters\?lang=zh[^"]*">哪些社区还没有工作站</a>', html)
