"""The verbs `export` and `rebuild-check`: what they print, for people and machines, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.release import current, release_path


@pytest.fixture
def released(pingshi, home) -> Path:
    """The home with a release."""
    assert pingshi("build").code == 0
    return home


def test_export_writes_parquet_unless_csv_is_asked_for(pingshi, released):
    said = pingshi("export", "out")
    assert (said.code, said.err) == (0, "")
    assert "已导出" in said.out and str(Path("out").resolve()) in said.out
    assert Path("out/data/t01.parquet").is_file()
    assert "Exported" in pingshi("export", "csv", "--format", "csv", "--lang", "en").out
    assert Path("csv/data/t01.csv").is_file()


def test_export_tells_a_machine_what_it_wrote(pingshi, released):
    told = pingshi("export", "out", "--json").json
    listed = json.loads(Path("out/datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert (told["release"], told["format"]) == (current(released), "parquet")
    assert told["files"] == len(listed) + 1
    assert told["tables"] == sum(one.get("type") == "table" for one in listed)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_export_refuses_a_folder_that_is_taken(pingshi, released, lang):
    Path("file").write_text("mine", encoding="utf-8")
    Path("full").mkdir()
    Path("full/mine").write_text("mine", encoding="utf-8")
    for name, code in (("file", "export_is_file"), ("full", "export_not_empty"), ("none/out", "cannot_write")):
        said = pingshi("export", name, "--json", "--lang", lang)
        assert (said.code, said.json["error"]) == (2, code)
        assert said.err.strip() == said.json[f"message_{lang}"]
    assert sorted(path.name for path in Path().rglob("*")) == ["file", "full", "mine"]


def test_export_without_a_release_or_with_a_format_that_there_is_not(pingshi):
    assert pingshi("export", "out", "--json").json["error"] == "no_release"
    said = pingshi("export", "out", "--format", "xml", "--lang", "en")
    assert said.code == 2
    assert "csv" in said.err


@pytest.mark.parametrize(("lang", "words"), [("zh", "逐行一致"), ("en", "equal, row by row")])
def test_rebuild_check_says_that_all_is_equal(pingshi, released, lang, words):
    said = pingshi("rebuild-check", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert words in said.out


def test_rebuild_check_says_what_differs(pingshi, released):
    with duckdb.connect(release_path(released, str(current(released)))) as con:
        con.execute("UPDATE t01 SET residents = residents + 1 WHERE community_code LIKE '%001'")
        con.execute("DROP TABLE glossary")
    for lang, words in (("zh", "t01：现版本 2 行"), ("en", "t01: 2 rows in the release")):
        said = pingshi("rebuild-check", "--lang", lang)
        assert said.code == 1
        assert words in said.out and "residents=3001" in said.out and "glossary" in said.out
    told = pingshi("rebuild-check", "--json")
    assert (told.code, told.json["equal"]) == (1, False)
    assert {one["table"]: one["only_current"] for one in told.json["differences"]} == {"t01": 1, "glossary": 0}


def test_rebuild_check_names_a_file_that_the_archive_lost(pingshi, released):
    for file in (released / "archive").rglob("*"):
        if file.is_file():
            file.unlink()
    for lang, words in (("zh", "无法重新读取"), ("en", "Cannot be read again")):
        said = pingshi("rebuild-check", "--lang", lang)
        assert said.code == 1
        assert words in said.out and "350212-2013Q3-01" in said.out


def test_rebuild_check_without_a_release_is_wrong_use(pingshi):
    said = pingshi("rebuild-check", "--json")
    assert (said.code, said.json["error"]) == (2, "no_release")
