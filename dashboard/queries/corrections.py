"""What every page asks about known errors: those mended in the release that touch the page's figures."""

from __future__ import annotations

CORRECTIONS = """
-- Row: one mended error of the chosen unit up to the quarter that a family's indicators need, in the list's order.
WITH named AS (
  SELECT
    unit_code,
    arg_max(name_zh, valid_from) AS name_zh,
    arg_max(name_en, valid_from) AS name_en
  FROM units
  GROUP BY unit_code
),
shown AS (
  SELECT
    LIST(id) AS ids
  FROM indicators
  WHERE list_contains($families, family)
)
SELECT
  c.period,
  c.form,
  u.name_zh AS unit_zh,
  u.name_en AS unit_en,
  coalesce(m.name_zh, c.subject) AS subject,
  f.title_zh AS field_zh,
  f.title_en AS field_en,
  f.type AS kind,
  c.old_value,
  c.new_value,
  c.reason_zh,
  c.reason_en,
  c.reported_on,
  c.reported_by,
  list_filter(c.indicators, lambda one: list_contains(s.ids, one)) AS indicators
FROM corrections AS c
CROSS JOIN shown AS s
INNER JOIN reporting_units AS r ON r.unit_code = c.unit_code
INNER JOIN fields AS f ON f.form = c.form AND f.name = c.field
LEFT JOIN named AS u ON u.unit_code = c.unit_code
LEFT JOIN named AS m ON m.unit_code = c.subject
WHERE
  list_has_any(c.indicators, s.ids)
  AND c.period <= $period
  AND ($unit = $city OR r.district_code = $unit)
ORDER BY c.position
"""
