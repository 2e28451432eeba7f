"""The template as the office that opens it finds it: sheets, headers, drop-downs, protection, values."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from pipelines.intake.cells.kinds import polars_type
from pipelines.intake.sheets.read import read_submission
from pipelines.intake.templates.template import write_template
from pipelines.programme.model import Form, Programme

UNIT, PERIOD = "350212", "2013Q3"
TURNED, URBAN = "350212109201", "350212109001"


def accepted(form: Form, *rows: dict[str, Any]) -> pl.DataFrame:
    """Accepted rows as the store keeps them; what a row does not name is null."""
    schema = {one.name: polars_type(one) for one in form.fields} | {"not_applicable": pl.List(pl.String)}
    given = [{"unit_code": UNIT, "period": "2013Q2", "not_applicable": []} | row for row in rows]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in given], schema=schema, orient="row")


@pytest.fixture(scope="module")
def last(xiamen: Programme) -> dict[str, pl.DataFrame]:
    """What one unit had accepted in the quarter before, an evil document number included."""
    rows: dict[str, list[dict[str, Any]]] = {
        "T01": [
            {"community_code": TURNED, "name": "葛覃社区", "ctype": "村改居", "is_pilot": True, "residents": 5210},
            {"community_code": URBAN, "name": "关雎社区", "ctype": "城市社区", "is_pilot": False},
        ],
        "T04": [{"community_code": TURNED, "staff": 8, "not_applicable": ["posts"], "measure_doc": "=1+1"}],
        "T07": [{"community_code": TURNED, "assets": Decimal("1234.50"), "inv_on": date(2012, 5, 31)}],
        "T10": [{"centre_id": "C1", "serves": [TURNED, URBAN], "u1a": True, "barrier_free": False}],
    }
    return {form: accepted(xiamen.form(form), *given) for form, given in rows.items()}


@pytest.fixture(scope="module")
def paths(xiamen, last, tmp_path_factory) -> dict[str, Path]:
    """The template in both languages; the English one is marked as a demonstration."""
    folder = tmp_path_factory.mktemp("templates")
    for lang in ("zh", "en"):
        write_template(xiamen, UNIT, PERIOD, last, folder / f"{lang}.xlsx", lang, demo=lang == "en")
    return {lang: folder / f"{lang}.xlsx" for lang in ("zh", "en")}


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def book(paths, lang) -> openpyxl.Workbook:
    return openpyxl.load_workbook(paths[lang])


@pytest.fixture(scope="module")
def chinese(paths) -> openpyxl.Workbook:
    return openpyxl.load_workbook(paths["zh"])


def cell(book: openpyxl.Workbook, form: Form, field: str, row: int = 4):
    names = [one.name for one in form.fields]
    return book[form.sheet("zh")].cell(row, names.index(field) + 1)


def dropdown(book: openpyxl.Workbook, place) -> list[str]:
    """The values that the drop-down of a cell offers, the hidden list looked up."""
    (rule,) = [one for one in place.parent.data_validations.dataValidation if place.coordinate in one.sqref]
    assert rule.type == "list"
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(",")
    sheet, cells = next(book.defined_names[rule.formula1].destinations)
    return [one.value for (one,) in book[sheet][cells.replace("$", "")]]


def test_the_sheets_are_instructions_all_forms_codes_and_two_hidden_ones(xiamen, book, lang):
    guide, codes = {"zh": ("说明", "代码表"), "en": ("Instructions", "Codes")}[lang]
    forms = [form.sheet(lang) for form in xiamen.forms]
    assert book.sheetnames == [guide, *forms, codes, "_lists", "_pingshi"]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_lists", "_pingshi"]
    assert {book[name].sheet_state for name in ("_lists", "_pingshi")} == {"veryHidden"}


def test_the_headers_are_those_of_the_contract_each_with_a_note(xiamen, book, lang):
    for form in xiamen.forms:
        headers = book[form.sheet(lang)][3]
        assert [one.value for one in headers] == [field.header(lang) for field in form.fields]
        for one, field in zip(headers, form.fields, strict=True):
            assert field.note[lang] in one.comment.text
            assert one.protection.locked


def test_the_hidden_sheet_says_what_the_workbook_is(xiamen, book, lang):
    said = {key.value: value.value for key, value in book["_pingshi"].iter_rows(max_col=2)}
    assert said == {
        "programme": "xiamen",
        "unit": UNIT,
        "period": PERIOD,
        "template_version": "1",
        "lang": lang,
        "demo": "yes" if lang == "en" else "no",
    } | {f"form:{form.id}": f"version={form.version};header_row=3" for form in xiamen.forms}


def test_every_choice_and_yes_no_has_a_drop_down_with_exactly_its_values(xiamen, chinese):
    for form in xiamen.forms:
        for field in form.fields:
            choices = [choice.value for choice in field.choices] or (["是", "否"] if field.kind == "boolean" else [])
            if choices:
                extra = ["不适用"] if field.may_be_na and "不适用" not in choices else []
                if not field.required and field.prefill != "key" and field.name != "row_status":
                    extra += [reason.name.zh for reason in xiamen.missing]
                assert dropdown(chinese, cell(chinese, form, field.name)) == choices + extra, (form.id, field.name)


def test_community_codes_are_offered_from_the_register_and_only_warned_about(xiamen, chinese):
    place = cell(chinese, xiamen.form("T05"), "community_code", row=200)
    assert dropdown(chinese, place) == [URBAN, TURNED]
    (rule,) = [one for one in place.parent.data_validations.dataValidation if place.coordinate in one.sqref]
    assert rule.errorStyle == "warning"


def test_a_long_list_stands_on_the_hidden_sheet(xiamen, tmp_path):
    codes = [f"350212109{number:03}" for number in range(1, 41)]  # more than the 255 characters a rule may hold
    common = {"name": "关雎社区", "ctype": "城市社区"}
    register = accepted(xiamen.form("T01"), *({"community_code": code} | common for code in codes))
    write_template(xiamen, UNIT, PERIOD, {"T01": register}, tmp_path / "many.xlsx")
    book = openpyxl.load_workbook(tmp_path / "many.xlsx")
    assert dropdown(book, cell(book, xiamen.form("T05"), "community_code")) == codes
    assert [one.value for (one,) in book["_lists"].iter_rows()] == codes


def test_numbers_are_checked_while_typing(xiamen, chinese):
    rules = {
        str(one.sqref).split(":")[0]: one for one in chinese["T04 队伍与原两委成员"].data_validations.dataValidation
    }
    posts, staff = (cell(chinese, xiamen.form("T04"), name).coordinate for name in ("posts", "staff"))
    whole = f"AND(ISNUMBER({staff}),N({staff})=INT(N({staff})),N({staff})>=0)"
    reasons = ",".join(f'{staff}="{reason.name.zh}"' for reason in xiamen.missing)
    assert rules[staff].formula1 == f"OR({reasons},{whole})"
    assert rules[posts].formula1.startswith(f'OR({posts}="不适用",')
    assert rules[staff].errorStyle in (None, "stop") and "不小于 0" in rules[staff].error


def test_printed_keys_are_locked_and_everything_else_can_be_typed(xiamen, chinese):
    form = xiamen.form("T04")
    locked = [field.name for field in form.fields if cell(chinese, form, field.name).protection.locked]
    assert locked == ["period", "unit_code", "community_code", "as_of"]
    sheet = chinese[form.sheet("zh")]
    assert sheet.protection.sheet and not sheet.protection.formatColumns
    # Blank rows take their format from the column, whichever row somebody types into.
    columns = sheet.column_dimensions.values()
    assert sum(one.max - one.min + 1 for one in columns) == len(form.fields)
    assert not any(one.protection.locked for one in columns)


@pytest.mark.parametrize(
    ("form", "field", "value", "number_format"),
    [
        ("T04", "period", PERIOD, "@"),
        ("T04", "unit_code", UNIT, "@"),
        ("T04", "as_of", datetime(2013, 9, 30), "yyyy-mm-dd"),
        ("T04", "community_code", TURNED, '@"  葛覃社区"'),  # the name is shown, the cell holds the code
        ("T04", "row_status", None, "@"),
        ("T04", "staff", 8, "0"),
        ("T04", "posts", "不适用", "0"),
        ("T04", "measure_doc", "=1+1", "@"),
        ("T07", "assets", 1234.5, "0.00"),
        ("T07", "inv_on", datetime(2012, 5, 31), "yyyy-mm-dd"),
        ("T10", "serves", f"{TURNED}、{URBAN}", "@"),
        ("T10", "u1a", "是", "@"),
        ("T10", "barrier_free", "否", "@"),
        ("T02", "ms_code", "M01", '@"  方案批复"'),
    ],
)
def test_a_printed_value_is_what_it_is(xiamen, chinese, form, field, value, number_format):
    found = cell(chinese, xiamen.form(form), field)
    assert (found.value, found.number_format) == (value, number_format)


def test_text_that_looks_like_a_formula_stays_text(xiamen, chinese):
    assert cell(chinese, xiamen.form("T04"), "measure_doc").data_type == "s"


def test_an_english_template_speaks_english_in_its_cells(xiamen, paths):
    sheet = openpyxl.load_workbook(paths["en"])[xiamen.form("T04").sheet("en")]
    row = {header.value: one.value for header, one in zip(sheet[3], sheet[4], strict=True)}
    assert (row["Row status"], row["Approved posts (persons)"]) == (None, "N/A")


def test_both_languages_are_read_as_the_same_rows(xiamen, paths):
    zh, en = (read_submission(path.read_bytes(), path.name, xiamen.forms) for path in paths.values())
    assert (zh.unit, zh.period, zh.problems) == (en.unit, en.period, en.problems) == (UNIT, PERIOD, ())
    assert [(one.form, one.frame.height) for one in zh.tables] == [(one.form, one.frame.height) for one in en.tables]


def test_a_demonstration_says_so_on_every_visible_sheet(paths):
    book = openpyxl.load_workbook(paths["en"])
    assert "DEMONSTRATION" in book["Instructions"]["A2"].value
    for sheet in book.worksheets[1:-3]:
        assert "DEMONSTRATION" in sheet["A1"].value
        assert "DEMONSTRATION" in sheet.oddFooter.left.text


def test_the_instructions_name_policy_unit_quarter_and_deadline(xiamen, chinese):
    words = [str(one.value) for row in chinese["说明"].iter_rows() for one in row if one.value is not None]
    assert xiamen.policy.number in " ".join(words)
    for fact in ("同安区（350212）", "2013 年第 3 季度（2013Q3）", "2013-09-30"):
        assert fact in words
    assert any(one.startswith("2013-10-14") for one in words)  # ten working days after the quarter


def test_a_sheet_prints_on_a4_landscape_with_its_header_on_each_page(xiamen, chinese):
    sheet = chinese[xiamen.form("T04").sheet("zh")]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3" and sheet.freeze_panes == "D4"


def test_one_form_alone_is_a_workbook_with_one_form(xiamen, last, tmp_path):
    write_template(xiamen, UNIT, PERIOD, last, tmp_path / "one.xlsx", only_form="T04")
    assert openpyxl.load_workbook(tmp_path / "one.xlsx").sheetnames[1:2] == ["T04 队伍与原两委成员"]


def test_the_same_request_gives_the_same_bytes(xiamen, last, paths, tmp_path):
    write_template(xiamen, UNIT, PERIOD, last, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == paths["zh"].read_bytes()
