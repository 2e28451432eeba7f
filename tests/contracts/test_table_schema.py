"""Every contract is a Frictionless Table Schema v2 document that other tools can read as it stands."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "data" / "programme" / "xiamen" / "forms"
DOCUMENTS = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml"))]
FIELD_KEYS = {
    "name", "title", "type", "itemType", "constraints", "categories", "trueValues", "falseValues",
}  # fmt: skip


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["name"])
def test_a_contract_is_a_table_schema(document: dict[str, Any]) -> None:
    """The essentials of Frictionless Table Schema v2; our own properties all begin with `x-`."""
    standard = {"name", "title", "fields", "primaryKey", "missingValues"}
    assert {key for key in document if not key.startswith("x-")} == standard
    names = [field["name"] for field in document["fields"]]
    assert max(Counter(names).values()) == 1
    assert set(document["primaryKey"]) <= set(names)
    assert document["missingValues"] == ["", "不适用"]
    for field in document["fields"]:
        assert {key for key in field if not key.startswith("x-")} <= FIELD_KEYS
        assert field["type"] in {"string", "integer", "number", "boolean", "date", "list"}
        if field["type"] == "boolean":
            yes, no = field["trueValues"], field["falseValues"]
            assert (yes[0], no[0]) == ("是", "否")
            assert not {*yes} & {*no}
            assert {"", "-", "—", "/"}.isdisjoint({*yes, *no})
