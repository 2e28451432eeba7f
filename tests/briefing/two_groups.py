"""One indicator and two groups that are held against each other in it."""

from __future__ import annotations

from dashboard.briefing.model import Reading

ITEM = {
    "id": "item_availability_rate", "name_zh": "可办率", "name_en": "Items available", "unit_zh": "%", "unit_en": "%",
    "decimals": 1, "multiplier": 100.0, "direction": "up", "kind": "ratio", "period": "A",
}  # fmt: skip
TYPES = {
    "by": "ctype", "split": "ctype", "level": None, "group_value": "村改居", "reference_value": "城市社区",
    "group_zh": "村改居社区", "group_en": "Village-turned", "reference_zh": "城市社区", "reference_en": "Urban",
}  # fmt: skip
SAMPLE = Reading(ITEM, {}, None, (), ())
