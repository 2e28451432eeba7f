"""What the page on entrusted matters asks beyond the general values: what was demanded beyond the list."""

from __future__ import annotations

OFF_LIST = """
-- Row: one matter that was demanded in the quarter and is not on the district's list, with the money that came with it,
-- in 万元; the latest request first. `agreed`, `due` null: none reported.
SELECT
  u.name_zh AS unit_zh,
  u.name_en AS unit_en,
  l.unit_code,
  l.matter_code,
  coalesce(l.matter_name, e.name_zh, l.matter_code) AS matter_zh,
  coalesce(e.name_en, l.matter_name, l.matter_code) AS matter_en,
  coalesce(d.short_zh, d.name_zh, l.department) AS department_zh,
  coalesce(d.short_en, d.name_en, l.department) AS department_en,
  coalesce(b.label_zh, l.basis) AS basis_zh,
  coalesce(b.label_en, l.basis) AS basis_en,
  l.basis_doc,
  l.asked_on,
  CAST(l.due AS DOUBLE) AS due,
  l.finding
FROM matter_ledger AS l
LEFT JOIN units AS u ON u.unit_code = l.unit_code
LEFT JOIN departments AS d ON d.code = l.department
LEFT JOIN matters AS e ON e.code = l.ecat
LEFT JOIN choices AS b ON b.form = 'T08' AND b.field = 'basis' AND b.value = l.basis
WHERE
  l.period = $period
  AND starts_with(l.finding, 'off_list')
  AND ($unit = $city OR l.district_code = $unit)
ORDER BY
  l.asked_on DESC NULLS LAST,
  l.unit_code,
  l.matter_code
"""

SILENT = """
-- Row: one unit that owes a list of matters for the quarter and sent none, in order.
SELECT
  u.name_zh,
  u.name_en
FROM facts_f7 AS f
INNER JOIN reporting_units AS r ON r.unit_code = f.unit_code
INNER JOIN units AS u ON u.unit_code = f.unit_code
WHERE
  f.period = $period
  AND f.is_matter
  AND f.matter_code IS NULL
  AND ($unit = $city OR f.district_code = $unit)
ORDER BY r.position
"""
