"""What the ledger on the funding page asks: each matter with its authority, its money and what is out of step."""

from __future__ import annotations

LEDGER = """
-- Row: one matter of one unit in the year to the end of the quarter, amounts in 万元; findings in words with their
-- clause. The worst first: task and money out of step, then money that is late, then the rest in order of matters.
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
  l.nil_cost,
  l.cond_need,
  l.cond_ok,
  CAST(l.agreed AS DOUBLE) AS agreed,
  CAST(l.due AS DOUBLE) AS due,
  CAST(l.paid AS DOUBLE) AS paid,
  CAST(l.received AS DOUBLE) AS received,
  CAST(l.arrears AS DOUBLE) AS arrears,
  l.payments_unknown,
  l.lag_days,
  l.finding,
  f.label_zh AS finding_zh,
  f.label_en AS finding_en,
  l.money_finding,
  m.label_zh AS money_finding_zh,
  m.label_en AS money_finding_en
FROM matter_ledger AS l
INNER JOIN reporting_units AS r ON r.unit_code = l.unit_code
INNER JOIN units AS u ON u.unit_code = l.unit_code
LEFT JOIN departments AS d ON d.code = l.department
LEFT JOIN matters AS e ON e.code = coalesce(l.ecat, left(l.matter_code, 3))
LEFT JOIN choices AS b ON b.form = 'T08' AND b.field = 'basis' AND b.value = l.basis
LEFT JOIN detail_codes AS f ON f.detail = 'matter_ledger' AND f."column" = 'finding' AND f.value = l.finding
LEFT JOIN detail_codes AS m
  ON m.detail = 'matter_ledger'
  AND m."column" = 'money_finding'
  AND m.value = l.money_finding
WHERE
  l.period = $period
  AND ($unit = $city OR l.district_code = $unit)
ORDER BY
  f.position NULLS LAST,
  m.position NULLS LAST,
  l.arrears DESC NULLS LAST,
  l.lag_days DESC NULLS LAST,
  r.position,
  l.matter_code
"""

FINDINGS = """
-- Row: one kind of finding of the ledger with its clause, how many matters bear it, in order; and one row per unit in
-- which it occurs (unit null: nowhere).
WITH seen AS (
  SELECT
    'finding' AS kind,
    l.finding AS code,
    l.unit_code,
    count(*) AS n
  FROM matter_ledger AS l
  WHERE
    l.period = $period
    AND l.finding IS NOT NULL
    AND ($unit = $city OR l.district_code = $unit)
  GROUP BY ALL
  UNION ALL
  SELECT
    'money_finding' AS kind,
    l.money_finding AS code,
    l.unit_code,
    count(*) AS n
  FROM matter_ledger AS l
  WHERE
    l.period = $period
    AND l.money_finding IS NOT NULL
    AND ($unit = $city OR l.district_code = $unit)
  GROUP BY ALL
)
SELECT
  k.value AS code,
  k.label_zh,
  k.label_en,
  k.clause,
  s.n,
  coalesce(nullif(u.short_zh, ''), u.name_zh) AS unit_zh,
  coalesce(nullif(u.short_en, ''), u.name_en) AS unit_en
FROM detail_codes AS k
LEFT JOIN seen AS s ON s.kind = k."column" AND s.code = k.value
LEFT JOIN reporting_units AS r ON r.unit_code = s.unit_code
LEFT JOIN units AS u ON u.unit_code = s.unit_code
WHERE k.detail = 'matter_ledger'
ORDER BY
  k.position,
  r.position
"""
