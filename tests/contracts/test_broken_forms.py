"""A broken form or rule is refused, in both languages: which file and key, what was found and wanted."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.i18n import wording
from pipelines.problems import UserError
from pipelines.programme.forms import load_cross_rules, load_forms

FOLDER = Path(__file__).parents[2] / "data" / "programme" / "xiamen" / "forms"
GONE = object()

# A wrong value that is put somewhere in T04 (GONE: taken away) → what the error names as found and wanted.
# Its field 4 is row_status, 6 posts; its rule 0 staff_within_posts, 3 ages_add_up_to_staff.
BROKEN_FORM = [
    ("another name than the file", "name", "T05", "T05", "one_of"),
    ("no English title", "x-title-en", GONE, "nothing", "text"),
    ("no Chinese note", "fields.6.x-note.zh", GONE, "nothing", "text"),
    ("empty unit", "fields.6.x-unit.en", "", "“”", "text"),
    ("version as text", "x-version", "1", "1", "integer"),
    ("unknown cadence", "x-cadence", "weekly", "weekly", "one_of"),
    ("carries not yes or no", "x-carries", "maybe", "maybe", "yes_no"),
    ("unknown key", "x-colour", "red", "x-colour", "one_of"),
    ("unknown key of a field", "fields.6.x-titel", "Posts", "x-titel", "one_of"),
    ("unknown constraint", "fields.6.constraints.min", 0, "min", "one_of"),
    ("fields not a list", "fields", {"posts": 1}, "posts", "list"),
    ("unknown type", "fields.6.type", "float", "float", "one_of"),
    ("a name with capitals", "fields.6.name", "Posts", "Posts", "column_name"),
    ("a header used twice", "fields.7.title", "核定岗位", "核定岗位", "own_header"),
    ("a key that is no field", "primaryKey", ["period", "village"], "village", "required_field"),
    ("a key that may be blank", "primaryKey", ["period", "posts"], "posts", "required_field"),
    ("a key field twice", "primaryKey", ["period", "period"], "period", "no_repeat"),
    ("no key", "primaryKey", [], "nothing", "required_field"),
    ("unknown prefill", "fields.6.x-prefill", "always", "always", "one_of"),
    ("reference to an unknown form", "fields.2.x-refers-to", "T99.code", "T99.code", "known_reference"),
    ("lowest above highest", "fields.6.constraints.maximum", -1, "-1", "at_least"),
    ("pattern that is none", "fields.0.constraints.pattern", "(", "(", "pattern"),
    ("no room for a letter", "fields.5.constraints.maxLength", 0, "0", "at_least"),
    ("decimals of a count", "fields.6.x-scale", 2, "2", "scale_of_number"),
    ("value twice", "fields.4.categories.1.value", "新增", "新增", "no_repeat"),
    ("value without label", "fields.4.categories.0.label", GONE, "nothing", "text"),
    ("scope the register lacks", "x-scope.field", "colour", "colour", "field_of"),
    ("scope that nobody meets", "x-scope.values", ["村改局"], "村改局", "one_of"),
    ("unknown kind of rule", "x-rules.0.kind", "at_least", "at_least", "one_of"),
    ("unknown level", "x-rules.0.level", "fatal", "fatal", "one_of"),
    ("rule on an unknown field", "x-rules.0.params.left", ["stuff"], "stuff", "one_of"),
    ("rule without a parameter", "x-rules.0.params.right", GONE, "nothing", "list"),
    ("rule with an empty list", "x-rules.3.params.parts", [], "[]", "filled_list"),
    ("rule with a parameter too many", "x-rules.0.params.total", "staff", "total", "one_of"),
    ("slot that is no field", "x-rules.0.message.zh", "多了 {stuff}", "{stuff}", "slots"),
    ("brace left open", "x-rules.0.message.en", "too many {staff", "{staff", "slots"),
    ("message in one language", "x-rules.0.message.en", GONE, "nothing", "text"),
    ("rule name twice", "x-rules.1.name", "staff_within_posts", "staff_within_posts", "no_repeat"),
]

# The same where the error names another place than the one changed: the second of two, or what is missing.
BROKEN_ELSEWHERE = [
    ("two fields of one name", "fields.6.name", "staff", "fields[7].name", "staff", "no_repeat"),
    ("number without decimals", "fields.6.type", "number", "fields[6].x-scale", "nothing", "integer"),
    ("values of a count", "fields.6.categories", [], "fields[6].type", "integer", "one_of"),
    ("an alias used twice", "fields.7.x-aliases", ["posts"], "fields[7].x-aliases[0]", "posts", "own_header"),
]

# What is written instead of what in cross.toml → key, found, wanted.
BROKEN_ACROSS = [
    ("unknown kind", '"exists_in"', '"lives_in"', "rule[0].kind", "lives_in", "one_of"),
    (
        "unknown field",
        '"T01.community_code"',
        '"T01.area"',
        "rule[0].params.target",
        "T01.area",
        "known_field",
    ),
    ("unknown form", 'forms = ["T02"]', 'forms = ["T99"]', "rule[1].params.forms", "T99", "one_of"),
    ("impossible value", '["独立工作站", ', '["独立站", ', "values", "独立站", "one_of"),
    (
        "form without the joining field",
        'on = "community_code"',
        'on = "ms_code"',
        "params.on",
        "ms_code",
        "field_of",
    ),
    ("two tests at once", "above = 0", 'above = 0, values = ["1"]', "values", "values, above", "one_test"),
    ("number as text", "share = 0.2", 'share = "a fifth"', "params.share", "a fifth", "number"),
    ("slot nobody fills", "代码 {value}", "代码 {code}", "rule[0].message.zh", "{code}", "slots"),
    ("name twice", 'name = "X02"', 'name = "X01"', "rule[1].name", "X01", "no_repeat"),
    ("unknown key", 'name = "X01"', 'name = "X01"\nwhy = "law"', "rule[0].why", "why", "one_of"),
    ("unknown milestone", 'ms_code = "M08"', 'ms_code = "M80"', "where.ms_code", "M80", "one_of"),
]


@pytest.mark.parametrize(
    ("place", "value", "found", "wanted"),
    [row[1:] for row in BROKEN_FORM],
    ids=[row[0] for row in BROKEN_FORM],
)
def test_a_broken_form_says_what_is_wrong_where(
    forms: Path, place: str, value: object, found: str, wanted: str
) -> None:
    break_form(forms / "T04.yaml", place, value)
    key = re.sub(r"\.(\d+)", r"[\1]", place)
    assert_refused(lambda: load_forms(forms), "T04.yaml", key, found, wanted)


@pytest.mark.parametrize(
    ("place", "value", "key", "found", "wanted"),
    [row[1:] for row in BROKEN_ELSEWHERE],
    ids=[row[0] for row in BROKEN_ELSEWHERE],
)
def test_a_form_at_odds_with_itself_says_where_it_shows(
    forms: Path, place: str, value: object, key: str, found: str, wanted: str
) -> None:
    break_form(forms / "T04.yaml", place, value)
    assert_refused(lambda: load_forms(forms), "T04.yaml", key, found, wanted)


@pytest.mark.parametrize(
    ("old", "new", "key", "found", "wanted"),
    [row[1:] for row in BROKEN_ACROSS],
    ids=[row[0] for row in BROKEN_ACROSS],
)
def test_a_broken_cross_form_rule_says_what_is_wrong_where(
    forms: Path, old: str, new: str, key: str, found: str, wanted: str
) -> None:
    whole = (forms / "cross.toml").read_text(encoding="utf-8")
    assert old in whole
    (forms / "cross.toml").write_text(whole.replace(old, new, 1), encoding="utf-8")
    assert_refused(lambda: load_cross_rules(forms / "cross.toml"), "cross.toml", key, found, wanted)


def test_a_folder_without_forms_is_refused(tmp_path: Path) -> None:
    assert_refused(lambda: load_forms(tmp_path), tmp_path.name, "*.yaml", "nothing", "form_file")


def test_a_form_that_is_no_yaml_is_refused(forms: Path) -> None:
    (forms / "T04.yaml").write_text("name: [T04", encoding="utf-8")
    assert_refused(lambda: load_forms(forms), "T04.yaml", "-", "line 1", "valid_yaml")


def test_a_key_given_twice_is_refused_and_not_the_last_one_taken(forms: Path) -> None:
    with (forms / "T04.yaml").open("a", encoding="utf-8") as file:
        file.write("title: 队伍\n")
    assert_refused(lambda: load_forms(forms), "T04.yaml", "-", "title", "valid_yaml")


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A copy of the forms that a test may break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "forms"))


def break_form(file: Path, place: str, value: object) -> None:
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    put(document, place.split("."), value)
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")


def put(document: Any, place: list[str], value: object) -> None:
    step = int(place[0]) if isinstance(document, list) else place[0]
    if place[1:]:
        put(document[step], place[1:], value)
    elif value is GONE:
        del document[step]
    else:
        document[step] = value


def assert_refused(load: Callable[[], object], file: str, key: str, found: str, wanted: str) -> None:
    with pytest.raises(UserError) as refused:
        load()
    error = refused.value
    assert error.code == "broken_definition"
    for lang in ("zh", "en"):
        message = error.message(lang)
        finding = wording(lang)["definition.nothing"] if found == "nothing" else found
        wish = re.split(r"\{\w+\}", wording(lang)[f"wanted.{wanted}"])[0]
        assert [part for part in (file, key, finding, wish) if part not in message] == []
