"""Text files as offices save them: every encoding, separator and line end; nothing guessed where two would do."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.intake.files import child


def read(data: bytes) -> dict[int, list[str | None]]:
    """The columns of a text file."""
    answer = child.contents(data)
    return dict(answer["sheets"][0]["columns"])


TABLE = {1: ["社区", "囷墘"], 2: ["人数", "1"]}


@pytest.mark.parametrize(
    "text",
    [
        "社区,人数\n囷墘,1\n",
        "社区\t人数\r\n囷墘\t1\r\n",
        "社区;人数\r囷墘;1\r",
        "社区|人数\n囷墘|1",
        "社区，人数\n囷墘，1\n",
        '"社区","人数"\n"囷墘","1"\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_way_to_save_the_text_gives_the_same_table(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == TABLE


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
def test_the_first_line_may_say_which_separator_there_is(first: str) -> None:
    (sheet,) = child.contents(f"{first}a,b;c\n1;2\n".encode())["sheets"]
    assert (sheet["rows"], sheet["columns"]) == ([2, 3], {1: ["a,b", "1"], 2: ["c", "2"]})


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ('甲\t乙\n"1,234"\t2\n"5,678"\t3\n', 2),
        ("甲,乙\n一；二；三,四\n", 2),
        ("甲,乙\n一，二，三，四，五,六\n", 2),
        ('甲,乙\n"一;二;三;四",五\n', 2),
        ("一，二；三\n", 2),
    ],
)  # fmt: skip
def test_the_separator_is_what_divides_the_lines_evenly(text: str, width: int) -> None:
    assert len(read(text.encode())) == width


def test_blank_columns_to_the_right_do_not_count() -> None:
    assert read(b"a,b" + b"," * 16_000 + b"\n1,2\n") == {1: ["a", "1"], 2: ["b", "2"]}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("社区\n".encode() + "报告\n".encode("gb18030") + "人数\n".encode(), "bad_encoding", 2),
        ("社区\n报告\n".encode("gb18030") + "人数\n".encode(), "bad_encoding", 3),
        ("社区,人数\n报告\n".encode() + b"\xe7\xa4\n", "bad_encoding", 3),
        ("表".encode("utf-16") + b"x", "bad_encoding", 1),
        ("社区\n报告\n".encode("gb18030") * 3 + "人数\n".encode() * 2, "bad_encoding", 7),
        (b"a" + b"," * 1_000_000, "outside_grid", None),
        (b"a,b\n1,\x002\n", "not_a_workbook", None),
        ("甲\x00乙".encode("utf-16"), "not_a_workbook", None),
    ],
)
def test_two_encodings_in_one_file_are_refused_with_the_line(data: bytes, code: str, line: int | None) -> None:
    answer = child.contents(data)
    assert (answer["refused"], answer["slots"].get("line")) == (code, line)


def test_a_text_file_by_the_name_of_a_workbook_is_read(office: Any, site: Any) -> None:
    reading = office.read(office.csv("T04", site["T04"], "\t").encode("gb18030"), "T04.xls")
    assert [table.form for table in reading.tables] == ["T04"]
    assert reading.problems == ()
