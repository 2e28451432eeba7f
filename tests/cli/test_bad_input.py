"""Everything people get wrong: a clear message in their language, the right exit code, and nothing lost."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipelines.ledger.archive import archive, digest, fetch

UNIT, PERIOD = "350212", "2013Q3"
ONE = f"{UNIT}109001"


# Wrong use: exit code 2, one message on standard error, nothing on standard output.
@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (["template", "--unit", "999999", "--period", PERIOD, "-o", "a.xlsx"], "350212 同安区", "Tong'an"),
        (["submit", "T04.csv", "--unit", "999999"], "没有代码为“999999”", "no reporting unit “999999”"),
        (["history", "--unit", "999999", "--period", PERIOD], "350203 思明区", "Siming"),
        (["template", "--unit", UNIT, "--period", "2013-3", "-o", "a.xlsx"], "写作 2010Q3", "like 2010Q3"),
        (["template", "--unit", UNIT, "--period", "2009Q4", "-o", "a.xlsx"], "“2009Q4”", "“2009Q4”"),
        (["submit", "T04.csv", "--period", "2013Q5"], "没有报告期“2013Q5”", "no period “2013Q5”"),
        (["status", "--period", "second"], "没有报告期“second”", "no period “second”"),
        (["template", "--unit", UNIT, "--period", PERIOD, "--form", "T99", "-o", "a.xlsx"], "T01, ", "T01, "),
        (["template", "--unit", UNIT, "--period", PERIOD, "-o", "no/such/a.xlsx"], "无法写入", "cannot be written"),
        (["submit", "none.xlsx"], "找不到文件 none.xlsx", "none.xlsx not found"),
        (["submit", "."], "不是文件", "is not a file"),
        (["sign", "350212-2013Q3-77"], "没有编号为 350212-2013Q3-77", "no receipt 350212-2013Q3-77"),
        (["accept", "350212-2013Q3-01"], "现为“市级已采纳”", "now “accepted by the city”"),
        (["return", "350212-2013Q3-01", "--reason", " "], "须说明理由", "needs a reason"),
        (["status", "--programme", "atlantis"], "xiamen", "xiamen"),
    ],
)
def test_wrong_use_is_explained_in_the_chosen_language(pingshi, sheet, given, zh, en):
    sheet()
    for lang, words in (("zh", zh), ("en", en)):
        said = pingshi(*given, "--lang", lang)
        assert (said.code, said.out) == (2, "")
        assert words in said.err
        assert "Traceback" not in said.err


# Problems in the data: exit code 1, a receipt that names the place, the bytes in the archive.
@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"staff": "约六"}, "not_an_integer", "G2"),
        ({"staff": -1}, "below_minimum", "G2"),
        ({"row_status": "老样子"}, "value_not_allowed", "D2"),
        ({"as_of": "2013-09-31"}, "not_a_date", "C2"),
        ({"community_code": ""}, "required_missing", "E2"),
        ({"community_code": f"{UNIT}109999"}, "X01", "E2"),
        ({"unit_code": "350203"}, "wrong_unit", "B2"),
        ({"period": "2013Q2"}, "wrong_period", "A2"),
    ],
)
def test_a_wrong_cell_is_named_and_its_row_held_back(pingshi, sheet, home, cells, code, cell):
    name = sheet(cells, {"community_code": f"{UNIT}109002"})
    said = pingshi("submit", name, "--unit", UNIT, "--period", PERIOD, "--json", "--no-receipt-file")
    errors = [problem for problem in said.json["problems"] if problem["level"] == "error"]
    assert said.code == 1
    assert [(problem["code"], problem["cell"]) for problem in errors] == [(code, cell)]
    assert errors[0]["message_zh"] != errors[0]["message_en"]
    assert said.json["forms"]["T04"]["rejected"] == 1
    assert said.json["forms"]["T04"]["accepted"] == 1
    _kept(home, name)


def test_a_key_twice_holds_back_both_rows_and_names_them(pingshi, sheet, home):
    name = sheet({}, {"staff": 5, "age_le35": 2, "edu_hs": 0})
    receipt = pingshi("submit", name, "--json", "--no-receipt-file").json
    assert {problem["code"] for problem in receipt["problems"]} == {"duplicate_key"}
    assert receipt["forms"]["T04"]["rejected"] == 2
    _kept(home, name)


def test_an_unknown_column_is_a_warning_and_the_rest_is_taken(pingshi, sheet):
    said = pingshi("submit", sheet(colour="red"), "--json", "--no-receipt-file")
    assert said.code == 0
    warnings = [problem for problem in said.json["problems"] if problem["code"] == "unknown_column"]
    assert len(warnings) == 1
    assert "colour" in warnings[0]["message_zh"]
    assert said.json["forms"]["T04"]["accepted"] == 1


def test_a_missing_key_column_is_named_and_nothing_is_taken(pingshi, sheet, home):
    name = sheet()
    Path(name).write_text(Path(name).read_text(encoding="utf-8").replace("community_code", "place"), "utf-8")
    said = pingshi("submit", name, "--json", "--no-receipt-file")
    assert said.code == 1
    missing = [problem for problem in said.json["problems"] if problem["code"] == "missing_column"]
    assert "社区代码" in missing[0]["message_zh"]
    assert said.json["forms"]["T04"]["accepted"] == 0
    _kept(home, name)


def test_an_unknown_sheet_beside_known_ones_is_named(pingshi):
    assert pingshi("template", "--unit", UNIT, "--period", PERIOD, "-o", "a.xlsx", "--form", "T04").code == 0
    name = _workbook("b.xlsx", "Notes", [["to be discussed"]])
    said = pingshi("submit", name, "--json", "--no-receipt-file")
    assert said.code == 1
    assert "unknown_sheet" in {problem["code"] for problem in said.json["problems"]}


# The whole file is refused: exit code 1, archived all the same, and the receipt says why.
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.xlsx", b"", "empty_file"),
        ("scan.pdf", b"%PDF-1.4 scan", "not_a_workbook"),
        ("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(40), "not_a_workbook"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unreadable"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(30), "unreadable"),
        ("letter.csv", "各位领导：\n附上报表。\n".encode(), "no_forms"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_archived(pingshi, home, name, content, code):
    Path(name).write_bytes(content)
    said = pingshi("submit", name, "--json")
    assert said.code == 1
    assert said.json["state"] == "refused"
    assert said.json["receipt"] == f"unknown-{digest(content)[:8]}"
    assert [problem["code"] for problem in said.json["problems"]] == [code]
    assert Path(f"{name}.receipt.xlsx").exists()
    _kept(home, name)
    printed = pingshi("submit", name, "--lang", "en", "--no-receipt-file")
    assert printed.code == 1
    assert said.json["problems"][0]["message_en"] in printed.out


def test_a_workbook_nobody_filled_in_is_refused_and_replaces_nothing(pingshi, sheet, home):
    earlier = pingshi("submit", sheet(), "--json", "--no-receipt-file").json["receipt"]
    pingshi("template", "--unit", UNIT, "--period", PERIOD, "--form", "T04", "-o", "blank.xlsx")
    said = pingshi("submit", "blank.xlsx", "--json", "--no-receipt-file")
    assert (said.code, said.json["state"]) == (1, "refused")
    assert [one["code"] for one in said.json["problems"] if one["level"] == "error"] == ["no_rows"]
    assert pingshi("sign", earlier).code == 0
    _kept(home, "blank.xlsx")


@pytest.mark.parametrize(
    ("cells", "code"), [({"unit_code": "999999"}, "unknown_unit"), ({"period": "1999Q1"}, "unknown_period")]
)
def test_a_file_that_says_an_unknown_unit_or_period_is_refused(pingshi, sheet, home, cells, code):
    name = sheet(cells)
    said = pingshi("submit", name, "--json", "--no-receipt-file")
    assert (said.code, said.json["state"]) == (1, "refused")
    assert [problem["code"] for problem in said.json["problems"]] == [code]
    _kept(home, name)


@pytest.mark.parametrize(
    ("asked", "code"), [(["--unit", "350203"], "other_unit"), (["--period", "2013Q2"], "other_period")]
)
def test_a_file_for_another_unit_or_period_is_refused_but_welcome_where_it_belongs(pingshi, sheet, home, asked, code):
    name = sheet()
    said = pingshi("submit", name, *asked, "--json", "--no-receipt-file")
    assert (said.code, said.json["state"]) == (1, "refused")
    assert [problem["code"] for problem in said.json["problems"]] == [code]
    _kept(home, name)
    assert pingshi("submit", name, "--json", "--no-receipt-file").json["state"] == "checked"


def test_the_same_file_twice_is_one_submission(pingshi, sheet, home):
    first = pingshi("submit", sheet(), "--json", "--no-receipt-file")
    again = pingshi("submit", sheet(name="copy of T04.csv"), "--json", "--no-receipt-file")
    assert (first.code, again.code) == (0, 0)
    assert again.json == first.json | {"duplicate": True}
    assert len(pingshi("history", "--unit", UNIT, "--period", PERIOD, "--json").json["submissions"]) == 2


# The place to work in is not as it should be.
def test_a_home_that_cannot_be_written_to_is_named(pingshi, sheet):
    name = sheet()
    Path("file").write_text("not a folder")
    for verb in (["submit", name], ["build"], ["demo"]):
        for lang, words in (("zh", "无法写入工作目录"), ("en", "cannot be written to")):
            said = pingshi(*verb, "--home", "file/home", "--lang", lang)
            assert said.code == 2
            assert words in said.err
            assert "file/home" in said.err


def test_looking_at_a_home_that_is_not_there_is_no_error(pingshi, tmp_path):
    assert pingshi("status", "--home", tmp_path / "nowhere").code == 0
    assert not (tmp_path / "nowhere").exists()


def test_a_spoilt_ledger_is_reported_and_left_as_it_is(pingshi, sheet, home):
    file = home / "ledger" / "events.jsonl"
    file.write_bytes(b"spoilt\n" + file.read_bytes())
    before = file.read_bytes()
    said = pingshi("submit", sheet(), "--lang", "en")
    assert said.code == 2
    assert "Line 1 of the ledger" in said.err
    assert file.read_bytes() == before


def test_a_broken_definition_names_file_key_found_and_wanted(pingshi, xiamen, tmp_path):
    folder = shutil.copytree(xiamen.folder, tmp_path / "mine")
    form = folder / "forms" / "T04.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("x-version: 1", "x-version: first"), encoding="utf-8")
    for lang, words in (("zh", "“first”"), ("en", "“first”")):
        said = pingshi("status", "--programme", folder, "--lang", lang)
        assert said.code == 2
        assert "forms/T04.yaml" in said.err
        assert "x-version" in said.err
        assert words in said.err


def test_nothing_accepted_is_nothing_to_build(pingshi, tmp_path):
    for lang, words in (("zh", "还没有"), ("en", "othing")):
        said = pingshi("build", "--home", tmp_path / "fresh", "--lang", lang)
        assert (said.code, said.out) == (2, "")
        assert words in said.err


def test_a_taken_port_is_named_and_another_proposed(pingshi):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        for lang, words in (("zh", "另选端口"), ("en", "choose another")):
            said = pingshi("serve", "--port", port, "--lang", lang)
            assert (said.code, said.out) == (2, "")
            assert words in said.err
            assert str(port) in said.err


def _workbook(name: str, sheet: str, rows: list[list[object]]) -> str:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(name)
    return name


def _kept(home: Path, name: str) -> None:
    """The bytes of the file can be fetched from the archive."""
    data = Path(name).read_bytes()
    assert fetch(home, digest(data)) == data
    assert archive(home, data) == digest(data)
