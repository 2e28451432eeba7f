"""A template that cannot be made is refused with what was wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.intake.templates.template import write_template
from pipelines.problems import UserError

UNIT, PERIOD = "350212", "2013Q3"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"unit": "350299"}, "unknown_unit"),
        ({"period": "2013Q5"}, "unknown_period"),
        ({"period": "2009Q4"}, "unknown_period"),  # before the programme began
        ({"only_form": "T99"}, "unknown_form"),
        ({"path": Path("/nowhere/at/all.xlsx")}, "cannot_write"),
    ],
)
def test_a_wrong_request_is_refused_with_what_was_wrong(xiamen, tmp_path, wrong, code):
    request = {"unit": UNIT, "period": PERIOD, "path": tmp_path / "x.xlsx"} | wrong
    with pytest.raises(UserError) as refused:
        write_template(
            xiamen, request["unit"], request["period"], {}, request["path"], only_form=wrong.get("only_form")
        )
    assert refused.value.code == code
