"""The exported folder: what it lists is there, what is there is listed, columns read back as the schema says."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.export.known import keys
from pipelines.export.package import export
from pipelines.i18n import LANGUAGES, wording
from pipelines.programme.model import Programme
from pipelines.warehouse.release import open_release

FORMATS = ("parquet", "csv")
READ: Mapping[str, Callable[[str], Any]] = {
    "string": lambda cell: cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "array": json.loads,
}


def descriptor(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def tables(folder: Path) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in descriptor(folder)["resources"] if one.get("type") == "table"}


def frame(folder: Path, table: str) -> pl.DataFrame:
    """A table of either format as its schema says that it is to be read."""
    one = tables(folder)[table]
    path = folder / one["path"]
    if path.suffix == ".parquet":
        return pl.read_parquet(path)
    kinds = {field["name"]: field["type"] for field in one["schema"]["fields"]}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            {name: READ[kinds[name]](cell) if cell else None for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]
    return pl.DataFrame(rows, schema=list(kinds), infer_schema_length=None)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_file_is_listed_with_its_length_and_fingerprint(packages: dict[str, Path], kind: str) -> None:
    folder = packages[kind]
    listed = {one["path"]: one for one in descriptor(folder)["resources"]}
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert there == listed.keys() | {"datapackage.json"}
    for path, one in listed.items():
        data = (folder / path).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    names = [one["name"] for one in listed.values()]
    assert len(names) == len({*names})
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_table_of_the_release_is_a_file_with_all_its_rows(
    packages: dict[str, Path], built: Path, kind: str
) -> None:
    with open_release(built) as release:
        held = release.sql("SELECT table_name FROM duckdb_tables() WHERE NOT internal")["table_name"].to_list()
        counts = {table: release.sql(f"SELECT count(*) AS n FROM {table}")["n"][0] for table in held}
    assert {name: one["x-rows"] for name, one in tables(packages[kind]).items()} == counts
    assert {name: len(frame(packages[kind], name)) for name in counts} == counts
    assert {"indicator_values", "indicators", "criteria", "glossary", "t01", "t01_asof", "facts_f1"} <= counts.keys()


def test_both_formats_hold_the_same_values_and_text_is_what_was_sent(packages: dict[str, Path]) -> None:
    for table in tables(packages["csv"]):
        parquet, text = (frame(packages[kind], table).rows() for kind in FORMATS)
        blank = [tuple(None if cell == "" else cell for cell in row) for row in parquet]
        assert [tuple(map(plain, row)) for row in blank] == [tuple(map(plain, row)) for row in text], table


def plain(cell: object) -> object:
    """A number as a number, whatever its type; a moment without its zone."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    return float(cell) if not isinstance(cell, bool) and hasattr(cell, "__float__") else cell


@pytest.mark.parametrize("kind", FORMATS)
def test_fields_of_the_schema_are_the_columns_of_the_file(packages: dict[str, Path], kind: str) -> None:
    for table, one in tables(packages[kind]).items():
        fields = one["schema"]["fields"]
        assert [field["name"] for field in fields] == frame(packages[kind], table).columns
        assert all(field["title"] and field["x-title-en"] for field in fields), table
        assert one["title"] and one["x-title-en"]


def test_types_of_parquet_are_those_of_the_schema(packages: dict[str, Path]) -> None:
    wanted = {
        "string": pl.String,
        "boolean": pl.Boolean,
        "date": pl.Date,
        "datetime": pl.Datetime,
        "array": pl.List,
    }
    for table, one in tables(packages["parquet"]).items():
        kinds = frame(packages["parquet"], table).schema
        for field in one["schema"]["fields"]:
            kind = kinds[field["name"]]
            if field["type"] in wanted:
                assert isinstance(kind, wanted[field["type"]]), (table, field["name"])
            else:
                assert kind.is_integer() if field["type"] == "integer" else kind.is_numeric()


@pytest.mark.parametrize("kind", FORMATS)
def test_keys_hold(packages: dict[str, Path], kind: str) -> None:
    for table, one in tables(packages[kind]).items():
        schema, rows = one["schema"], frame(packages[kind], table)
        key = schema.get("primaryKey", [])
        if key and len(rows):
            assert rows.select(key).null_count().sum_horizontal()[0] == 0, table
            assert rows.select(key).n_unique() == len(rows), table
        for other in schema.get("foreignKeys", []):
            there = frame(packages[kind], other["reference"]["resource"])[other["reference"]["fields"][0]].to_list()
            assert {*rows[other["fields"][0]].drop_nulls().to_list()} <= {*there}, (table, other)


def test_a_form_goes_by_its_contract(packages: dict[str, Path]) -> None:
    one = tables(packages["csv"])["t01"]
    fields = {field["name"]: field for field in one["schema"]["fields"]}
    assert fields["residents"]["x-unit"] == {"zh": "人", "en": "persons"}
    assert (fields["name"]["title"], fields["name"]["x-title-en"]) == ("村名", "Village name")
    assert [each["value"] for each in fields["ctype"]["categories"]] == ["room", "none"]
    assert one["schema"]["primaryKey"] == ["unit_code", "period", "community_code"]
    contract = json.loads((packages["csv"] / one["x-contract"]).read_text(encoding="utf-8"))
    assert contract["name"] == "T01"
    assert contract["primaryKey"] == ["period", "community_code"]


def test_counts_say_which_indicators_they_make(packages: dict[str, Path]) -> None:
    fields = {field["name"]: field for field in tables(packages["csv"])["facts_f1"]["schema"]["fields"]}
    assert fields["open_rooms"]["description"] == "分子：开放率"
    assert fields["rooms"]["x-description-en"] == "Denominator of Rooms open"


def test_zero_and_missing_stay_apart(packages: dict[str, Path]) -> None:
    for kind in FORMATS:
        rows = {row["community_code"][-1]: row for row in frame(packages[kind], "t02").to_dicts()}
        assert (rows["1"]["visits"], rows["2"]["visits"]) == (0, None)


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(packages: dict[str, Path]) -> None:
    data = (packages["csv"] / "data" / "t01.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with (packages["csv"] / "data" / "t01.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert names == ["'=SUM(A1)", "''-quoted"]
    assert sorted(frame(packages["csv"], "t01")["name"].to_list()) == ["'-quoted", "=SUM(A1)"]
    for file in (packages["csv"] / "data").glob("*.csv"):
        kinds = {field["name"]: field["type"] for field in tables(packages["csv"])[file.stem]["schema"]["fields"]}
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                assert [c for n, c in row.items() if kinds[n] == "string" and c[:1] in {*"=+-@\t\r"}] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_release_gives_the_same_bytes(
    packages: dict[str, Path], built: Path, tiny: Programme, tmp_path: Path, kind: str
) -> None:
    export(built, tiny, tmp_path / "again", kind)
    for file in packages[kind].rglob("*.*"):
        assert (tmp_path / "again" / file.relative_to(packages[kind])).read_bytes() == file.read_bytes(), file


def test_the_package_says_what_it_is(packages: dict[str, Path], built: Path) -> None:
    told = descriptor(packages["csv"])
    with open_release(built) as release:
        assert told["version"] == release.name
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (told["x-demo"], "licenses" in told) == (False, False)
    assert "演示数据" not in told["title"]
    assert datetime.fromisoformat(told["created"])
    assert "撇号" in told["description"] and "apostrophe" in told["x-description-en"]


def test_demonstration_data_says_so(built: Path, tiny: Programme, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "home")
    for file in (tmp_path / "home" / "releases").glob("*.duckdb"):
        with duckdb.connect(file) as con:
            con.execute("UPDATE release_info SET value = 'yes' WHERE key = 'demo'")
    export(tmp_path / "home", tiny, tmp_path / "out", "csv")
    told = descriptor(tmp_path / "out")
    assert told["x-demo"] is True
    assert told["title"].startswith("演示数据")
    assert told["licenses"][0]["name"] == "Apache-2.0"
    assert all(
        "演示数据" in (tmp_path / "out" / f"catalogue.{lang}.md").read_text(encoding="utf-8") for lang in LANGUAGES
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogue_has_every_indicator_and_its_definition(
    packages: dict[str, Path], tiny: Programme, lang: str
) -> None:
    said = (packages["csv"] / f"catalogue.{lang}.md").read_text(encoding="utf-8")
    for one in tiny.indicators:
        assert f"### {one.name[lang]} `{one.id}`" in said
        assert one.definition[lang] in said
        assert one.caution[lang] in said
    assert "open\\_rooms ÷ rooms × 100" in said


def test_every_known_table_and_column_has_words_in_both_languages(packages: dict[str, Path]) -> None:
    for lang in LANGUAGES:
        assert {f"export.{part}.{table}" for part in ("table", "row") for table in keys()["primary"]} <= wording(
            lang
        ).keys()
    own = {
        name: one
        for name, one in tables(packages["csv"]).items()
        if name in keys()["primary"] and name != "communities"
    }
    bare = [(n, f["name"]) for n, one in own.items() for f in one["schema"]["fields"] if f["title"] == f["name"]]
    assert bare == []


def test_an_empty_folder_is_filled(built: Path, tiny: Programme, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    told = export(built, tiny, tmp_path / "out", "csv")
    assert told.files == sum(file.is_file() for file in (tmp_path / "out").rglob("*"))
