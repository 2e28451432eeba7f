"""Reading a definition: each value has its type, or the error says where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.problems import UserError
from pipelines.programme.building import build, columns
from pipelines.programme.model import Department, Milestone, Words
from pipelines.programme.reading import Source, read_csv, read_yaml


def source(**table: Any) -> Source:
    return Source(Path("xiamen/any.toml"), table, "rule[2]")


def test_a_whole_number_serves_as_a_number() -> None:
    assert source(low=2).need("low", float) == 2.0


@pytest.mark.parametrize(
    ("value", "kind"),
    [(True, int), (1, bool), ("2", int), (2.5, int), (float("nan"), float), ("", str), ([], dict)],
)
def test_no_other_kind_serves_for_another(value: Any, kind: type) -> None:
    with pytest.raises(UserError, match=r"xiamen/any\.toml, rule\[2\]\.key: found"):
        source(key=value).need("key", kind)


def test_what_may_be_left_out_has_its_default() -> None:
    assert source().get("scale", int, 0) == 0
    assert source().maybe("minimum", float) is None
    assert source().strings("aliases") == ()
    assert source().words_or_blank("unit") == Words("", "")


def test_what_is_there_must_still_be_right() -> None:
    with pytest.raises(UserError, match="wanted a whole number"):
        source(scale="two").get("scale", int, 0)
    with pytest.raises(UserError, match=r"aliases\[1\]: found 7, wanted a text"):
        source(aliases=["a", 7]).strings("aliases")


def test_words_are_needed_in_both_languages() -> None:
    assert source(title={"zh": "岗位", "en": "Posts"}).words("title") == Words("岗位", "Posts")
    with pytest.raises(UserError, match=r"rule\[2\]\.title\.en: found nothing, wanted a text"):
        source(title={"zh": "岗位"}).words("title")


def test_the_path_leads_through_nested_tables() -> None:
    nested = source(params={"left": [{"field": 3}]})
    with pytest.raises(UserError, match=r"rule\[2\]\.params\.left\[0\]\.field"):
        nested.sub("params").each("left")[0].need("field", str)


def test_an_object_is_built_of_its_keys() -> None:
    words = {"zh": "方案", "en": "Plan"}
    built = build(Milestone, source(code="M01", name=words, short=words, strand="whole"))
    assert built == Milestone("M01", Words("方案", "Plan"), Words("方案", "Plan"), "whole")


def test_the_columns_of_a_register_follow_its_object() -> None:
    assert list(columns(Department))[:4] == ["code", "name_zh", "name_en", "valid_from"]


def test_a_csv_cell_takes_the_type_of_its_column(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("code,on,parts,is_open,name_zh,name_en\nA, 2010-07-09 ,x; y,yes,甲,A\nB,,,no,,\n", encoding="utf-8")
    kinds = {"code": str, "on": date, "parts": list, "is_open": bool, "name_zh": str, "name_en": str}
    first, second = read_csv(file, kinds)
    assert first.table == {
        "code": "A",
        "on": date(2010, 7, 9),
        "parts": ["x", "y"],
        "is_open": True,
        "name": {"zh": "甲", "en": "A"},
    }
    assert second.table == {"code": "B", "is_open": False}


def test_a_csv_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("code\r\nA\r\n".encode("utf-8-sig"))
    assert [line.table for line in read_csv(file, {"code": str})] == [{"code": "A"}]


def test_a_yaml_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "T01.yaml"
    file.write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(UserError, match="wanted a table of keys and values"):
        read_yaml(file)
