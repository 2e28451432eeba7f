"""Names instead of codes: one match is read and said, several are a question, none is held with the nearest names."""

from __future__ import annotations

from typing import Any

import pytest

COMMUNITIES = {
    "350212109201": ("汀溪社区", "350212109"),
    "350212109202": ("五峰村", "350212109"),
    "350212109203": ("前格社区", "350212109"),
    "350212110201": ("前格社区", "350212110"),
}


@pytest.fixture
def register(site: Any) -> list[dict[str, str]]:
    return [
        site["T01"][0] | {"community_code": code, "name": name, "town_code": town, "is_pilot": "否"}
        for code, (name, town) in COMMUNITIES.items()
    ]


def found(checked: Any, form: str, field: str) -> list[tuple[str, str]]:
    """Code and message of what was found in a field."""
    return [(one.code, one.message_zh) for one in checked.problems if (one.form, one.field) == (form, field)]


def read(office: Any, site: Any, register: Any, text: str, accepted: Any = None) -> Any:
    """A T06 row whose community is called so: its code, and what was said."""
    row = site["T06"][0] | {"community_code": text}
    checked = office.check({"T01": register, "T06": [row]}, accepted)
    codes = checked.rows["T06"]["community_code"].to_list()
    return codes, found(checked, "T06", "community_code")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("汀溪社区", "350212109201", "填的是名称“汀溪社区”，按代码 350212109201（汀溪社区）读取"),
        ("汀溪", "350212109201", "按代码 350212109201"),
        ("汀溪社区居委会", "350212109201", "按代码 350212109201"),
        ("汀溪 社区", "350212109201", "按代码 350212109201"),
        ("汀溪镇汀溪社区", "350212109201", "按代码 350212109201"),
        ("五峰村委会", "350212109202", "按代码 350212109202"),
        ("350212109201 汀溪社区", "350212109201", "名称与代码相符"),
        ("汀溪社区（350212109201）", "350212109201", "名称与代码相符"),
        ("350212109203 前格社区", "350212109203", "名称与代码相符"),
    ],
)
def test_a_name_that_one_community_bears_is_read_as_its_code(
    text: str, code: str, said: str, office: Any, site: Any, register: Any
) -> None:
    codes, problems = read(office, site, register, text)
    assert codes == [code]
    assert [(one, said in message) for one, message in problems if one == "read_as"] == [("read_as", True)]


def test_a_name_that_two_communities_bear_is_a_question(office: Any, site: Any, register: Any) -> None:
    codes, ((code, message),) = read(office, site, register, "前格社区")
    assert codes == []
    assert code == "ambiguous_name"
    assert "350212109203 前格社区" in message
    assert "350212110201 前格社区" in message


def test_a_name_that_nobody_bears_is_held_with_those_near_it(office: Any, site: Any, register: Any) -> None:
    codes, ((code, message),) = read(office, site, register, "汀西社区")
    assert (codes, code) == ([], "unknown_name")
    assert "350212109201 汀溪社区" in message


def test_a_code_beside_another_communitys_name_is_a_question(office: Any, site: Any, register: Any) -> None:
    codes, ((code, message),) = read(office, site, register, "350212109201 五峰村")
    assert (codes, code) == ([], "ambiguous_name")
    assert "350212109201 汀溪社区" in message
    assert "350212109202 五峰村" in message


def test_a_former_name_leads_to_the_code_and_is_said(office: Any, site: Any, register: Any) -> None:
    before = office.check({"T01": [register[0] | {"name": "马垄村"}]}).rows
    codes, ((code, message),) = read(office, site, register, "马垄村", before)
    assert (codes, code) == (["350212109201"], "read_as")
    assert "曾用名，现为汀溪社区" in message


def test_what_was_accepted_before_is_known_by_name_too(office: Any, site: Any, register: Any) -> None:
    before = office.check({"T01": register}).rows
    checked = office.check({"T06": [site["T06"][0] | {"community_code": "五峰村"}]}, before)
    assert checked.rows["T06"]["community_code"].to_list() == ["350212109202"]


def test_the_town_of_the_row_decides_between_two_of_one_name(office: Any, site: Any, register: Any) -> None:
    before = office.check({"T01": register}).rows
    row = register[0] | {"community_code": "前格社区", "name": "前格社区", "town_code": "350212110"}
    assert office.check({"T01": [row]}, before).rows["T01"]["community_code"].to_list() == ["350212110201"]


@pytest.mark.parametrize(("text", "code"), [("汀溪镇", "350212109"), ("汀溪", "350212109")])
def test_a_town_may_be_named(text: str, code: str, office: Any, register: Any) -> None:
    checked = office.check({"T01": [register[0] | {"town_code": text}]})
    assert checked.rows["T01"]["town_code"].to_list() == [code]


def test_a_town_of_another_district_is_not_taken_for_ones_own(office: Any, register: Any) -> None:
    checked = office.check({"T01": [register[0] | {"town_code": "厦港街道"}]})
    assert found(checked, "T01", "town_code")[0][0] == "unknown_name"


@pytest.mark.parametrize("text", ["厦门市民政局", "民政局", "市民政局", "CIV", "civ", "CIV 民政局"])
def test_a_department_may_be_named(text: str, office: Any, site: Any) -> None:
    checked = office.check({"T08": [site["T08"][0] | {"dept_code": text}]})
    assert checked.rows["T08"]["dept_code"].to_list() == ["CIV"]


def test_a_department_that_is_not_listed_is_held(office: Any, site: Any) -> None:
    checked = office.check({"T08": [site["T08"][0] | {"dept_code": "市民政厅"}]})
    ((code, message),) = found(checked, "T08", "dept_code")
    assert code == "unknown_name"
    assert "CIV 厦门市民政局" in message


@pytest.mark.parametrize("text", ["M01", "方案批复", "M01 方案批复", "M01（方案批复）", "m01", "Plan approved"])
def test_a_milestone_may_be_named(text: str, office: Any, site: Any) -> None:
    rows = {"T01": site["T01"], "T02": [site["T02"][0] | {"ms_code": text}]}
    assert office.check(rows).rows["T02"]["ms_code"].to_list() == ["M01"]


@pytest.mark.parametrize("text", ["E05", "残疾人服务", "E05残疾人服务", "Ｅ０５"])
def test_a_kind_of_matter_may_be_named(text: str, office: Any, site: Any) -> None:
    checked = office.check({"T08": [site["T08"][0] | {"ecat": text}]})
    assert checked.rows["T08"]["ecat"].to_list() == ["E05"]


@pytest.mark.parametrize("text", ["村改居", "村改居社区", "村 改居", "Village-turned community"])
def test_a_choice_may_go_by_the_other_names_that_the_contract_lists(text: str, office: Any, register: Any) -> None:
    checked = office.check({"T01": [register[0] | {"ctype": text}]})
    assert checked.rows["T01"]["ctype"].to_list() == ["村改居"]


def test_a_choice_is_never_matched_by_likeness(office: Any, register: Any) -> None:
    checked = office.check({"T01": [register[0] | {"ctype": "村居改"}]})
    assert found(checked, "T01", "ctype")[0][0] == "value_not_allowed"


def test_a_list_of_communities_may_mix_names_and_codes(office: Any, site: Any, register: Any) -> None:
    row = site["T10"][0] | {"serves": "汀溪社区、350212109202"}
    checked = office.check({"T01": register, "T10": [row]})
    assert checked.rows["T10"]["serves"].to_list() == [["350212109201", "350212109202"]]


def test_one_unknown_name_in_a_list_holds_the_row(office: Any, site: Any, register: Any) -> None:
    checked = office.check({"T01": register, "T10": [site["T10"][0] | {"serves": "汀溪社区、某某社区"}]})
    assert found(checked, "T10", "serves")[0][0] == "unknown_name"
    assert checked.counts["T10"].rejected == 1


@pytest.mark.parametrize("called", ["同安区", "同安", "厦门市同安区"])
def test_the_unit_may_be_named(called: str, office: Any, site: Any) -> None:
    checked = office.check({"T12": [site["T12"][0] | {"unit_code": called}]})
    assert checked.rows["T12"]["unit_code"].to_list() == ["350212"]


def test_a_matter_may_be_named_as_the_list_names_it(office: Any, site: Any) -> None:
    matter = site["T08"][0]
    checked = office.check(
        {"T01": site["T01"], "T08": [matter], "T09": [site["T09"][0] | {"matter_code": matter["matter_name"]}]}
    )
    assert checked.rows["T09"]["matter_code"].to_list() == [matter["matter_code"]]
