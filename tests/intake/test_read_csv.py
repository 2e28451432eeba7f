"""Reading CSV: which form, which encoding, which line; strict, because a guess would load wrong values silently."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.intake.files import child
from pipelines.intake.files.csv_table import read_csv
from pipelines.intake.files.grid import RefusedError


def codes(reading: Any) -> list[str]:
    return [problem.code for problem in reading.problems]


def refusal(data: bytes) -> tuple[str, Any]:
    """The code and the line with which the bytes are refused."""
    with pytest.raises(RefusedError) as refused:
        read_csv(data)
    return refused.value.code, refused.value.slots.get("line")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_every_encoding_and_separator_gives_the_same_rows(
    encoding: str, separator: str, office: Any, site: Any
) -> None:
    reading = office.read(office.csv("T04", site["T04"], separator).encode(encoding), "T04 队伍.csv")
    (table,) = reading.tables
    assert (table.form, table.sheet, reading.unit, reading.period) == ("T04", "T04 队伍.csv", "350212", "2011Q1")
    assert table.frame.select("row", "station_id", "measure_doc").rows() == [(2, "S-01", "同政〔2010〕9号")]
    assert table.columns["posts"] == office.column("T04", "posts")


def test_rare_place_names_survive_gb18030() -> None:
    assert read_csv("囷墘垵蟳,甲\n".encode("gb18030")).columns[1] == ["囷墘垵蟳"]


def test_the_form_is_known_by_its_headers_when_the_name_is_silent(office: Any, site: Any) -> None:
    reading = office.read(office.csv("T11", site["T11"]).encode(), "新建文本文档.csv")
    assert [table.form for table in reading.tables] == ["T11"]


def test_optional_columns_may_be_left_out_of_csv(office: Any) -> None:
    text = "报告期,填报单位,社区代码,截止日期,核定岗位（人）,在岗,出生\n2011Q1,350212,350212109201,2011-03-31,8,7,x\n"
    reading = office.read(text.encode(), "T04.csv")
    assert [table.form for table in reading.tables] == ["T04"]
    assert [one.code for one in reading.problems] == ["unknown_column"]


def test_what_the_submission_says_need_not_be_a_column_of_csv(office: Any) -> None:
    reading = office.read("社区代码,核定岗位,在岗\n350212109201,8,7\n".encode(), "T04.csv")
    assert [table.form for table in reading.tables] == ["T04"]
    assert reading.problems == ()


def test_a_row_that_is_mostly_something_else_is_no_header(office: Any) -> None:
    reading = office.read("社区代码,在岗,姓名,电话,地址\n350212109201,7,甲,乙,丙\n".encode(), "T04.csv")
    assert [one.code for one in reading.problems] == ["header_not_found"]


def test_a_missing_required_column_is_named(office: Any, site: Any) -> None:
    lines = office.csv("T04", site["T04"]).splitlines()
    text = "\n".join(",".join(cell for n, cell in enumerate(line.split(",")) if n != 2) for line in lines)
    (problem,) = [one for one in office.read(text.encode(), "T04.csv").problems if one.level == "error"]
    assert problem.code == "missing_column"
    assert "社区代码" in problem.message_zh and "Community code" in problem.message_en


def test_the_row_of_a_record_is_the_line_on_which_it_begins(office: Any, site: Any) -> None:
    lines = office.csv("T04", [site["T04"][0] | {"remark": '"两行\n备注"'}, site["T04"][0]])
    (table,) = office.read(lines.encode(), "T04.csv").tables
    assert table.frame["row"].to_list() == [2, 4]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("甲,乙\n".encode() + "丙,丁\n".encode("gb18030") + b"\xff\xff\n", "bad_encoding", 2),
        (b'a,b\n1,"2\n3,4\n', "csv_broken", 2),
        (b'a,b\n1,"2"x\n', "csv_broken", 2),
        (b"a,b\n1,\x002\n", "not_a_workbook", None),
        (b"a" * 40_000, "csv_broken", 1),
        (b"," * 300 + b"x\n", "outside_grid", None),
        (b"a," * 300 + b"\n", "outside_grid", None),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_line(data: bytes, code: str, line: int | None) -> None:
    assert refusal(data) == (code, line)


def test_a_row_with_cells_too_many_is_held_back_alone(office: Any, site: Any) -> None:
    good, bad = site["T04"][0], site["T04"][0] | {"community_code": "350212109202", "posts": "1,234"}
    reading = office.read(office.csv("T04", [good, bad]).encode(), "T04.csv")
    (problem,) = reading.problems
    assert (problem.code, problem.row, problem.level) == ("too_many_cells_in_row", 3, "error")
    assert office.checked(reading).counts["T04"].rejected >= 1


def test_text_that_is_no_form_is_refused_as_such(office: Any) -> None:
    assert codes(office.read("姓名,电话\n某某,1\n".encode(), "通讯录.csv")) == ["no_forms"]
    assert codes(office.read("姓名,电话\n某某,1\n".encode(), "T04.csv")) == ["header_not_found"]


def test_the_child_reads_csv_too() -> None:
    assert child.contents(b"a;b\n1;2\n")["sheets"][0]["columns"] == {1: ["a", "1"], 2: ["b", "2"]}
