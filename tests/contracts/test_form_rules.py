"""The rules of the forms: every rule of the study, at its level, with a message that can be filled."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from pipelines.intake.checks import cross, rules
from pipelines.programme.forms import load_cross_rules, load_forms
from pipelines.programme.model import Form, Rule
from pipelines.programme.rule_kinds import CROSS_KINDS, ROW_KINDS

FOLDER = Path(__file__).parents[2] / "data" / "programme" / "xiamen" / "forms"
FORMS = load_forms(FOLDER)
CROSS = load_cross_rules(FOLDER / "cross.toml", FORMS)
ROW_RULES = [(form, rule) for form in FORMS for rule in form.rules]

# form.rule → kind, level, parameters: the rules of the study, sentence by sentence.
STUDY = [
    ("T01", "required_when", "error", {"field": "ctype", "values": ["村改居"], "then": ["converted_on"]}),
    (
        "T01",
        "required_when",
        "error",
        {"field": "is_pilot", "values": ["是"], "then": ["pilot_approved_on", "pilot_doc"]},
    ),
    ("T01", "at_most", "error", {"left": ["households"], "right": ["residents"]}),
    ("T01", "at_most", "error", {"left": ["converted_on"], "right": ["as_of"]}),
    ("T02", "at_most", "error", {"left": ["done_on"], "right": ["as_of"]}),
    ("T02", "required_when", "error", {"field": "ms_status", "values": ["已核实"], "then": ["evidence_no"]}),
    (
        "T02",
        "value_when",
        "error",
        {"field": "ms_status", "values": ["已核实"], "then_field": "verified_by", "then_values": ["区"]},
    ),
    ("T02", "required_when", "error", {"field": "ms_status", "values": ["不适用"], "then": ["evidence_no"]}),
    ("T03", "at_most", "error", {"left": ["comp_done"], "right": ["comp_due"]}),
    ("T03", "at_most", "error", {"left": ["bldg_done"], "right": ["bldg_due"]}),
    ("T03", "at_most", "error", {"left": ["both_n"], "right": ["pc_members", "rc_members"]}),
    ("T03", "at_most", "error", {"left": ["coop_cross"], "right": ["coop_seats"]}),
    ("T03", "between", "warning", {"field": "rc_members", "low": 5, "high": 9}),
    (
        "T04",
        "sum_equals",
        "error",
        {"parts": ["age_le35", "age_36_45", "age_46_55", "age_ge56"], "total": "staff"},
    ),
    ("T04", "sum_equals", "error", {"parts": ["edu_hs", "edu_col", "edu_ba", "edu_pg"], "total": "staff"}),
    ("T04", "at_most", "warning", {"left": ["staff"], "right": ["posts"]}),
    ("T04", "at_most", "error", {"left": ["cad_assessed"], "right": ["cad_elig"]}),
    ("T04", "at_most", "error", {"left": ["cad_passed"], "right": ["cad_assessed"]}),
    ("T04", "at_most", "error", {"left": ["cad_appointed"], "right": ["cad_passed"]}),
    ("T04", "at_most", "error", {"left": ["cad_covered"], "right": ["cad_unplaced"]}),
    (
        "T04",
        "difference_equals",
        "error",
        {"minuend": "cad_elig", "subtrahend": "cad_appointed", "result": "cad_unplaced"},
    ),
    (
        "T05",
        "in_order",
        "warning",
        {"fields": ["s0_on", "s1_on", "s2_on", "s3_on", "s4_on", "s5_on", "s6_on"]},
    ),
    ("T05", "more_than_half", "warning", {"part": "rep_present", "whole": "rep_due"}),
    ("T05", "at_most", "error", {"left": ["votes_for"], "right": ["rep_present"]}),
    ("T06", "at_most", "error", {"left": ["asm_quorate"], "right": ["asm_n"]}),
    ("T06", "at_most", "error", {"left": ["appr_done"], "right": ["appr_due"]}),
    ("T07", "at_most", "error", {"left": ["op_assets"], "right": ["assets"]}),
    (
        "T07",
        "not_value_when",
        "error",
        {"field": "coop_on", "values": ["*"], "then_field": "coop_form", "not_values": ["未成立"]},
    ),
    ("T07", "in_order", "error", {"fields": ["inv_on", "transfer_on"]}),
    ("T08", "at_most", "error", {"left": ["com_station"], "right": ["com_due"]}),
    ("T08", "at_most", "error", {"left": ["c_ontime"], "right": ["c_due"]}),
    ("T08", "required_when", "error", {"field": "on_list", "values": ["否"], "then": ["asked_on"]}),
    ("T09", "required_when", "error", {"field": "paid_on", "values": ["*"], "then": ["paid_amt"]}),
    ("T09", "at_most", "warning", {"left": ["paid_amt"], "right": ["due_amt"]}),
    ("T10", "at_most", "error", {"left": ["act_area"], "right": ["area"]}),
    (
        "T10b",
        "value_when",
        "error",
        {"field": "win", "values": ["是"], "then_field": "avail", "then_values": ["是"]},
    ),
    (
        "T10b",
        "value_when",
        "error",
        {"field": "nonlocal_ok", "values": ["是"], "then_field": "avail", "then_values": ["是"]},
    ),
    ("T11", "sum_at_most", "error", {"parts": ["seat_ent", "seat_mig", "seat_civ"], "total": "seats"}),
    (
        "T11",
        "sums_equal",
        "error",
        {"left": ["org_srv", "org_ben", "org_mut"], "right": ["org_reg", "org_filed"]},
    ),
]

# The study's cross-form rules and the cross-form parts of the forms' own rules: name → kind, level.
ACROSS = {
    "X01": ("exists_in", "error"),
    "X02": ("only_where", "error"),
    "X03a": ("if_and_only_if", "warning"),
    "X03b": ("implies", "warning"),
    "X03c": ("implies", "warning"),
    "X04": ("count_at_most", "warning"),
    "X05": ("never_falls", "warning"),
    "X06": ("if_and_only_if", "warning"),
    "X07": ("has_row", "warning"),
    "X08": ("has_row", "warning"),
    "X09": ("none_for_quarters", "warning"),
    "X10": ("changed_by_more_than", "warning"),
    "X11a": ("all_yes", "info"),
    "X11b": ("identical_across", "info"),
    "X12": ("count_matches", "warning"),
    "T06.appraisal_due_is_committee": ("equal", "warning"),
    "T06.accounts_not_applicable_without_coop": ("implies", "warning"),
    "T07.inventory_agrees_with_M03": ("if_and_only_if", "warning"),
    "T07.cooperative_agrees_with_M04": ("if_and_only_if", "warning"),
    "T07.separation_agrees_with_M05": ("if_and_only_if", "warning"),
    "T09.matter_is_listed": ("exists_in", "warning"),
    "T09.matter_is_not_nil_cost": ("implies", "warning"),
    "T09.due_within_agreed": ("group_sum_at_most", "error"),
    "T01.coordinates_stay": ("moved_between", "warning"),
    "T10.coordinates_stay": ("moved_between", "warning"),
    "T01.datum_as_before": ("shifted_by_datum", "warning"),
    "T10.datum_as_before": ("shifted_by_datum", "warning"),
    "T10.datum_as_register": ("apart_by_datum", "warning"),
    "T01.point_in_unit": ("within_area", "warning"),
    "T10.point_in_unit": ("within_area", "warning"),
    "T10b.centre_is_listed": ("exists_in", "error"),
}
# What the study does not ask for: figures unlike earlier ones or neighbours, codes that another unit has too.
QUESTIONS = {
    "X05b": ("never_falls", "warning"),
    "X14": ("unique_across_units", "warning"),
    "T09.town_is_known": ("exists_in", "warning"),
    "T04.moves_as_before": ("unlike_before", "warning"),
    "T06.counts_as_before": ("unlike_before", "warning"),
    "T07.petitions_as_before": ("unlike_before", "warning"),
    "T08.cases_as_before": ("unlike_before", "warning"),
    "T03.representatives_step": ("jumped", "warning"),
    "T04.staff_step": ("jumped", "warning"),
    "T07.members_step": ("jumped", "warning"),
    "T11.organisations_step": ("jumped", "warning"),
    "T07.amounts_in_unit": ("slipped_unit", "warning"),
    "T07.amounts_digits": ("slipped_unit", "warning"),
    "T09.amounts_in_unit": ("slipped_unit", "warning"),
    "T09.amounts_digits": ("slipped_unit", "warning"),
    "T10.area_digits": ("slipped_unit", "warning"),
    "T01.household_size_as_elsewhere": ("unlike_peers", "warning"),
    "T09.agreed_fits_payment": ("unlike_peers", "warning"),
}


def label(value: object) -> str:
    return value.name if isinstance(value, Rule) else getattr(value, "id", "")


@pytest.mark.parametrize("wanted", STUDY, ids=lambda wanted: f"{wanted[0]}.{wanted[1]}")
def test_every_row_rule_of_the_study_is_in_its_form(wanted: tuple[str, str, str, dict[str, object]]) -> None:
    form_id, *rest = wanted
    form = next(form for form in FORMS if form.id == form_id)
    assert rest in [[rule.kind, rule.level, rule.params] for rule in form.rules]


def test_every_cross_form_rule_of_the_study_is_there() -> None:
    assert {rule.name: (rule.kind, rule.level) for rule in CROSS} == ACROSS | QUESTIONS


def test_every_community_code_of_every_form_is_looked_up_in_the_register() -> None:
    exists = next(rule for rule in CROSS if rule.name == "X01")
    with_code = {form.id for form in FORMS if any(field.name == "community_code" for field in form.fields)}
    assert exists.params["fields"].keys() == with_code - {"T01"} | {"T09", "T10"}


def test_running_totals_that_may_not_fall_are_the_five_stages_of_the_funnel() -> None:
    falls = next(rule for rule in CROSS if rule.name == "X05")
    assert " ".join(falls.params["fields"]) == "cad_elig cad_trained cad_assessed cad_passed cad_appointed"


@pytest.mark.parametrize(("form", "rule"), ROW_RULES, ids=label)
def test_a_row_message_uses_only_fields_of_its_form(form: Form, rule: Rule) -> None:
    for message in (rule.message.zh, rule.message.en):
        assert slots(message) <= {field.name for field in form.fields}


@pytest.mark.parametrize(("form", "rule"), ROW_RULES, ids=label)
def test_a_row_message_tells_what_was_found(form: Form, rule: Rule) -> None:
    assert slots(rule.message.zh)
    assert slots(rule.message.zh) == slots(rule.message.en)


@pytest.mark.parametrize("rule", CROSS, ids=label)
def test_a_cross_form_message_uses_only_the_slots_of_its_kind(rule: Rule) -> None:
    assert slots(rule.message.zh) == slots(rule.message.en)
    assert slots(rule.message.zh) <= set(CROSS_KINDS[rule.kind].slots)


@pytest.mark.parametrize("rule", [rule for _, rule in ROW_RULES] + list(CROSS), ids=label)
def test_a_warning_asks_for_a_reason(rule: Rule) -> None:
    if rule.level == "warning" and "请填是或否" not in rule.message.zh and "更正" not in rule.message.zh:
        assert "说明" in rule.message.zh


def test_rule_names_are_used_once() -> None:
    names = [f"{form.id}.{rule.name}" for form, rule in ROW_RULES] + [rule.name for rule in CROSS]
    assert len(names) == len(set(names))


def test_the_vocabulary_of_rules_is_what_the_checks_can_do() -> None:
    assert ROW_KINDS.keys() == rules.KINDS.keys()
    assert CROSS_KINDS.keys() == cross.KINDS.keys()


def test_every_kind_of_cross_form_rule_is_explained_where_it_is_used() -> None:
    head = (FOLDER / "cross.toml").read_text(encoding="utf-8").partition("[[rule]]")[0]
    assert [kind for kind in CROSS_KINDS if f"\n# {kind} " not in head] == []


def slots(message: str) -> set[str]:
    return {slot for _, slot, _, _ in Formatter().parse(message) if slot is not None}
