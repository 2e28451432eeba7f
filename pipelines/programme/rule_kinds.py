"""The closed vocabulary of rules: their kinds, the shapes of their parameters, the slots of messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind of rule: parameter → shape (`name?`: may be left out), and the slots its messages may use.

    Messages of row rules may use every field of the form, so `slots` is empty there.
    """

    params: Mapping[str, str]
    slots: tuple[str, ...] = ()


# Shapes: field, fields (of the form), values (of the field before them; "*" = any value), number.
# A rule that compares says nothing where one of its fields is blank or 不适用.
ROW_KINDS: Mapping[str, RuleKind] = {
    # every left ≤ every right (numbers, dates)
    "at_most": RuleKind({"left": "fields", "right": "fields"}),
    # the parts add up to the total
    "sum_equals": RuleKind({"parts": "fields", "total": "field"}),
    # the parts add up to the total or less; blank parts count as nothing
    "sum_at_most": RuleKind({"parts": "fields", "total": "field"}),
    # both sides add up to the same
    "sums_equal": RuleKind({"left": "fields", "right": "fields"}),
    # minuend − subtrahend = result
    "difference_equals": RuleKind({"minuend": "field", "subtrahend": "field", "result": "field"}),
    # the field has one of the values ⇒ each of `then` is filled (不适用 counts as filled)
    "required_when": RuleKind({"field": "field", "values": "values", "then": "fields"}),
    # the field has one of the values ⇒ then_field has one of then_values (blank fails)
    "value_when": RuleKind({"field": "field", "values": "values", "then_field": "field", "then_values": "values"}),
    # the field has one of the values ⇒ then_field has none of not_values (blank passes)
    "not_value_when": RuleKind({"field": "field", "values": "values", "then_field": "field", "not_values": "values"}),
    # each later date is not before an earlier one; blank dates are skipped
    "in_order": RuleKind({"fields": "fields"}),
    # part > whole ÷ 2
    "more_than_half": RuleKind({"part": "field", "whole": "field"}),
    # low ≤ field ≤ high
    "between": RuleKind({"field": "field", "low": "number", "high": "number"}),
    # the code in field begins with the code in start
    "begins_with": RuleKind({"field": "field", "start": "field"}),
}

# What each kind does, word by word, stands at the top of cross.toml. Shapes: form(s), field(s) of the rule's
# form, reference ("T01.residents"), references (form → field), on (a field that every form the rule names
# has), conditions and rows (as in cross.toml), number, numbers, integer, text.
CROSS_KINDS: Mapping[str, RuleKind] = {
    "exists_in": RuleKind(
        {"fields": "references", "target": "reference", "pattern?": "text"}, ("form", "field", "value")
    ),
    "only_where": RuleKind({"forms": "forms", "on": "on", "holds": "conditions"}, ("form", "key", "found")),
    "implies": RuleKind({"on": "on", "when": "conditions", "then": "conditions"}, ("key", "when", "then")),
    "if_and_only_if": RuleKind({"on": "on", "left": "conditions", "right": "conditions"}, ("key", "left", "right")),
    "has_row": RuleKind({"on": "on", "when": "conditions", "rows": "rows"}, ("key", "when")),
    "equal": RuleKind({"on": "on", "left": "reference", "right": "reference"}, ("key", "left", "right")),
    "never_falls": RuleKind(
        {"form": "form", "fields": "fields", "unless": "conditions"}, ("key", "field", "before", "now")
    ),
    "changed_by_more_than": RuleKind(
        {"form": "form", "fields": "fields", "share": "number"}, ("key", "field", "before", "now", "share")
    ),
    "moved_between": RuleKind(
        {"form": "form", "lon": "field", "lat": "field", "low_m": "number", "high_m": "number"},
        ("key", "metres"),
    ),
    "shifted_by_datum": RuleKind({"form": "form", "lon": "field", "lat": "field"}, ("key", "metres", "datum")),
    "apart_by_datum": RuleKind(
        {
            "form": "form",
            "lon": "field",
            "lat": "field",
            "through": "field",
            "target": "reference",
            "target_lon": "reference",
            "target_lat": "reference",
            "at_least": "integer",
            "times": "number",
        },
        ("form", "field", "count", "metres", "datum"),
    ),
    "within_area": RuleKind(
        {"form": "form", "lon": "field", "lat": "field"},
        ("key", "unit", "lon", "lat", "west", "east", "south", "north", "elsewhere"),
    ),
    "all_yes": RuleKind({"forms": "forms", "at_least": "integer"}, ("form", "key", "count")),
    "identical_across": RuleKind({"forms": "forms", "at_least": "integer"}, ("form", "keys", "count")),
    "none_for_quarters": RuleKind(
        {"form": "form", "on": "on", "among": "conditions", "since": "reference", "quarters": "integer"},
        ("key", "quarters"),
    ),
    "count_at_most": RuleKind(
        {"form": "form", "field": "field", "counted": "conditions", "of": "reference"},
        ("key", "value", "count"),
    ),
    "count_matches": RuleKind(
        {
            "form": "form",
            "field": "field",
            "on": "on",
            "counted": "conditions",
            "through": "reference",
            "of": "reference",
            "members": "conditions",
            "member": "reference",
        },
        ("key", "value", "count"),
    ),
    "group_sum_at_most": RuleKind(
        {"form": "form", "by": "fields", "year_of": "field", "sum": "field", "limit": "field"},
        ("key", "total", "limit"),
    ),
    "unlike_before": RuleKind(
        {
            "form": "form",
            "fields": "fields",
            "grows_with?": "field",
            "quarters": "integer",
            "change": "number",
            "times": "number",
            "alpha": "number",
        },
        ("form", "key", "field", "now", "earlier"),
    ),
    "jumped": RuleKind(
        {
            "form": "form",
            "fields": "fields",
            "quarters": "integer",
            "change": "number",
            "times": "number",
            "share": "number",
        },
        ("form", "key", "field", "now", "earlier"),
    ),
    "slipped_unit": RuleKind(
        {
            "form": "form",
            "fields": "fields",
            "by?": "fields",
            "factors": "numbers",
            "within": "number",
            "least": "number",
        },
        ("form", "key", "field", "now", "before", "factor"),
    ),
    "unlike_peers": RuleKind(
        {
            "form": "form",
            "field": "field",
            "on": "on",
            "per": "reference",
            "base": "number",
            "group": "integer",
            "times": "number",
        },
        ("form", "key", "field", "value", "per", "ratio", "low", "high", "count"),
    ),
    "unique_across_units": RuleKind({"fields": "references"}, ("form", "field", "value", "unit")),
}
