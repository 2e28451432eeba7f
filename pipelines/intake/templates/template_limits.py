"""What a cell of a field may hold: in words, as a drop-down, and as a rule that stops wrong entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipelines.intake.cells.kinds import is_free_text
from pipelines.intake.templates.template_codes import codes
from pipelines.intake.templates.template_paper import Paper
from pipelines.intake.templates.template_rows import ABOUT_THE_ROW
from pipelines.programme.model import Field
from pipelines.programme.periods import quarter_end

_DATES = (date(1949, 10, 1), date(2099, 12, 31))
_MESSAGE_LIMIT = 255  # of Excel
_RANGE_KEYS = {(True, True): "between", (True, False): "from", (False, True): "up_to", (False, False): "any"}


def offered(paper: Paper, field: Field) -> list[str]:
    """The values of the field's drop-down; empty when it has none.

    The row's own key offers the one value it can have, so that added rows need no typing.
    """
    request = paper.request
    if field.kind == "list":  # a drop-down would refuse the second value
        return []
    day = quarter_end(request.period).isoformat()
    own = {"period": [request.period], "unit_code": [request.unit], "as_of": [day]}
    choices = [worded(field, choice.value, request.lang) for choice in field.choices]
    values = own.get(field.name) or choices or codes(request, field)
    if field.kind == "boolean":
        values = [paper.say("yes"), paper.say("no")]
    return list(dict.fromkeys([*values, *instead(paper, field)])) if values else values


def instead(paper: Paper, field: Field) -> list[str]:
    """The words that may stand in the field's cells instead of a value: 不适用, and why there is none."""
    words = [paper.say("not_applicable")] if field.may_be_na else []
    if field.required or field.prefill == "key" or field.name in ABOUT_THE_ROW:
        return words
    return words + [reason.name[paper.request.lang] for reason in paper.request.programme.missing]


def worded(field: Field, value: Any, lang: str) -> Any:
    """A choice as the sheet's language has it: its English label, which the reader knows; a code stays a code."""
    labels = {choice.value: choice.label.en for choice in field.choices if not choice.value.isascii()}
    return labels.get(value, value) if lang == "en" and isinstance(value, str) else value


def limit(paper: Paper, field: Field, first_cell: str) -> dict[str, Any] | None:
    """The data validation of the field's column (top cell `first_cell`); `None` where all may be typed.

    Codes that are not known yet may be new, so they only warn; everything else that the check would hold
    back is stopped here.
    """
    if values := offered(paper, field):
        rule: dict[str, Any] = {"validate": "list", "source": paper.list_source(values)}
    elif field.kind in {"integer", "number", "date"}:
        rule = {"validate": "custom", "value": _formula(paper, field, first_cell)}
    elif field.max_length:
        rule = {"validate": "length", "criteria": "<=", "value": field.max_length}
    else:
        return None
    known_only = not (field.refers_to and not field.choices)
    return rule | {
        "error_type": "stop" if known_only else "warning",
        "error_title": paper.say("limit_title"),
        "error_message": _cut(_wanted(paper, field) + paper.say("limit_rest")),
    }


def described(paper: Paper, field: Field) -> str:
    """The header's comment: what the field means, its type, range and values, whether it must be filled."""
    return "\n".join(_descriptions(paper, field))


def _descriptions(paper: Paper, field: Field) -> Iterator[str]:
    lang = paper.request.lang
    if field.note[lang]:
        yield field.note[lang]
    yield _wanted(paper, field)
    labels = [(choice.value, choice.label[lang]) for choice in field.choices]
    yield from (paper.say("choice", value=value, label=label) for value, label in labels if label != value)
    if field.may_be_na:
        yield paper.say("may_be_na")
    reasons = instead(paper, field)[field.may_be_na :]
    if reasons and not is_free_text(field):
        yield paper.say("may_be_missing", words=paper.say("or").join(reasons))
    if field.required:
        yield paper.say("required")


def _wanted(paper: Paper, field: Field) -> str:
    """The sentence that says what to type: type and range."""
    if field.choices or field.kind == "boolean":
        return paper.say("wanted.choice")
    return paper.say(f"wanted.{field.kind}", scale=field.scale) + _range(paper, field)


def _range(paper: Paper, field: Field) -> str:
    if field.max_length:
        return paper.say("range.length", n=field.max_length)
    bounds = _RANGE_KEYS[field.minimum is not None, field.maximum is not None]
    low, high = (f"{bound:.10g}" if bound is not None else "" for bound in (field.minimum, field.maximum))
    return paper.say(f"range.{bounds}", low=low, high=high)


def _formula(paper: Paper, field: Field, cell: str) -> str:
    """True for a number or a date within the range, and for 不适用 where the field allows it."""
    low, high = (field.minimum, field.maximum) if field.kind != "date" else (_serial(day) for day in _DATES)
    terms = [f"ISNUMBER({cell})"]
    terms += [f"N({cell})=INT(N({cell}))"] if field.kind != "number" else []
    terms += [f"N({cell})>={low:.10g}"] if low is not None else []
    terms += [f"N({cell})<={high:.10g}"] if high is not None else []
    inside = f"AND({','.join(terms)})"
    said = [f'{cell}="{words}"' for words in instead(paper, field)]
    return f"=OR({','.join([*said, inside])})" if said else f"={inside}"


def _serial(day: date) -> int:
    """The number Excel keeps for a day."""
    return (day - date(1899, 12, 30)).days


def _cut(words: str) -> str:
    return words if len(words) <= _MESSAGE_LIMIT else f"{words[: _MESSAGE_LIMIT - 1]}…"
