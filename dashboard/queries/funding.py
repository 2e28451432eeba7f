"""What the funding page asks: matters with and without money, money due, paid and received, delays.

What counts as listed, funded, paid and a task is said by the facts of F9; names, bases and dates come from T08 and T09.
"""

from __future__ import annotations

MATTERS = """
-- Row: one district × matter × department, in order of matters: a listed matter under the department that
-- entrusts it, money without a task under the department that pays it. Amounts: the year so far, in 万元.
-- state: nil_cost | funded | unfunded | not_reported (cannot be told) | no_task (payments due, matter on no
-- list) | silent (the district sent no list this quarter: no matter, no department). unit_code: who listed it.
WITH listed AS (
  SELECT
    f.district_code,
    f.matter_code,
    f.department,
    CASE
      WHEN f.nil_cost = 1 THEN 'nil_cost'
      WHEN f.funded = 1 THEN 'funded'
      WHEN f.funded = 0 THEN 'unfunded'
      ELSE 'not_reported'
    END AS state,
    CAST(NULL AS DOUBLE) AS due,
    CAST(NULL AS DOUBLE) AS paid
  FROM facts_f9 AS f
  WHERE
    f.period = $period
    AND f.is_matter
    AND f.listed = 1
    AND ($unit = $city OR f.district_code = $unit)
), cells AS (
  SELECT *
  FROM listed
  UNION ALL
  SELECT
    f.district_code,
    NULL AS matter_code,
    NULL AS department,
    'silent' AS state,
    NULL AS due,
    NULL AS paid
  FROM facts_f9 AS f
  WHERE
    f.period = $period
    AND f.is_matter
    AND f.matter_code IS NULL
    AND ($unit = $city OR f.district_code = $unit)
  UNION ALL
  SELECT
    f.district_code,
    f.matter_code,
    f.department,
    'no_task' AS state,
    CAST(sum(f.due_amt) AS DOUBLE) AS due,
    CAST(sum(f.paid) AS DOUBLE) AS paid
  FROM facts_f9 AS f
  WHERE
    f.period = $period
    AND f.is_payment
    AND NOT f.is_task
    AND f.district_code IN (SELECT district_code FROM listed)
  GROUP BY
    f.district_code,
    f.matter_code,
    f.department
), said AS (
  SELECT
    r.district_code,
    t.matter_code,
    min(t.unit_code) AS unit_code,
    min(t.matter_name) AS matter_name,
    min(t.ecat) AS ecat,
    min(t.basis) AS basis,
    min(t.basis_doc) AS basis_doc
  FROM t08 AS t
  INNER JOIN reporting_units AS r ON r.unit_code = t.unit_code
  WHERE t.period = $period
  GROUP BY
    r.district_code,
    t.matter_code
)
SELECT
  u.name_zh AS unit_zh,
  u.name_en AS unit_en,
  c.matter_code,
  coalesce(s.matter_name, e.name_zh, c.matter_code) AS matter_zh,
  coalesce(e.name_en, s.matter_name, c.matter_code) AS matter_en,
  c.department,
  coalesce(d.short_zh, c.department) AS department_zh,
  coalesce(d.short_en, c.department) AS department_en,
  dense_rank() OVER (ORDER BY d.rowid NULLS LAST, c.department) - 1 AS department_position,
  coalesce(b.label_zh, s.basis) AS basis_zh,
  coalesce(b.label_en, s.basis) AS basis_en,
  s.basis_doc,
  s.unit_code,
  p.period,
  c.state,
  c.due,
  c.paid
FROM cells AS c
INNER JOIN periods AS p ON p.period = $period
LEFT JOIN said AS s ON s.district_code = c.district_code AND s.matter_code = c.matter_code
LEFT JOIN units AS u ON u.unit_code = c.district_code AND u.level = 'district'
LEFT JOIN matters AS e ON e.code = coalesce(s.ecat, left(c.matter_code, 3))
LEFT JOIN departments AS d ON d.code = c.department
LEFT JOIN choices AS b ON b.form = 'T08' AND b.field = 'basis' AND b.value = s.basis
ORDER BY
  c.matter_code,
  c.district_code,
  department_position
"""

MONEY = """
-- Row: one district that owes reports on money, in administrative order, or one paying department when one district
-- is asked for; payments due from the start of the year to quarter end, in 万元: due, paid, and what was paid by
-- where it stands. `grp`: the code of either. `lines` 0: nothing has come; `gaps`: quarters of the year without any
-- payment reported.
WITH lines AS (
  SELECT
    CASE WHEN $unit = $city THEN f.district_code ELSE f.department END AS grp,
    f.*
  FROM facts_f9 AS f
  WHERE
    f.period = $period
    AND f.is_payment
    AND ($unit = $city OR f.district_code = $unit)
)
SELECT
  l.grp,
  coalesce(u.name_zh, d.short_zh, l.grp, o.name_zh) AS name_zh,
  coalesce(u.name_en, d.short_en, l.grp, o.name_en) AS name_en,
  count(l.due_on) AS lines,
  count(*) FILTER (l.due_on IS NULL) AS gaps,
  CAST(sum(l.due_amt) AS DOUBLE) AS due,
  CAST(sum(l.paid) AS DOUBLE) AS paid,
  CAST(sum(l.paid_community) AS DOUBLE) AS community,
  CAST(sum(l.paid_town) AS DOUBLE) AS street,
  CAST(sum(l.paid) FILTER (l.recv IS NULL) AS DOUBLE) AS level_unknown
FROM lines AS l
LEFT JOIN units AS u ON u.unit_code = l.grp AND u.level = 'district'
LEFT JOIN units AS o ON o.unit_code = $unit
LEFT JOIN departments AS d ON d.code = l.grp
GROUP BY ALL
ORDER BY
  min(d.rowid),
  min(l.grp)
"""

PAYMENTS = """
-- Row: one payment due from the start of the year to quarter end; days from due to paid, or to quarter end
-- while unpaid. Grouped by district, or by paying department when one district is asked for; lane spreads
-- the marks. unit_code: who reported it.
WITH lines AS (
  SELECT
    CASE WHEN $unit = $city THEN f.district_code ELSE f.department END AS grp,
    t.unit_code,
    f.matter_code,
    t.payer,
    t.source,
    f.receiver_code,
    f.due_on,
    f.paid > 0 AND t.paid_on IS NOT NULL AS is_paid,
    date_diff('day', f.due_on, CASE WHEN f.paid > 0 THEN t.paid_on ELSE p.end_on END) AS days
  FROM facts_f9 AS f
  INNER JOIN periods AS p ON p.period = f.period
  INNER JOIN t09 AS t
    ON t.matter_code = f.matter_code
    AND t.payer = f.department
    AND t.source = f.source
    AND t.receiver_code = f.receiver_code
    AND t.due_on = f.due_on
  WHERE
    f.period = $period
    AND f.is_payment
    AND f.paid IS NOT NULL
    AND ($unit = $city OR f.district_code = $unit)
)
SELECT
  coalesce(u.name_zh, d.short_zh, l.grp) AS name_zh,
  coalesce(u.name_en, d.short_en, l.grp) AS name_en,
  l.unit_code,
  l.matter_code,
  l.payer,
  l.source,
  l.receiver_code,
  l.due_on,
  l.days,
  l.is_paid,
  coalesce(e.name_zh, l.matter_code) AS matter_zh,
  coalesce(e.name_en, l.matter_code) AS matter_en,
  -- Steps of the golden ratio: even, the same in each run, and close marks never in the same lane.
  row_number() OVER (PARTITION BY l.grp ORDER BY l.days, l.matter_code, l.receiver_code, l.due_on)
    * 0.618034 % 1 - 0.5 AS lane,
  median(l.days) FILTER (l.is_paid) OVER (PARTITION BY l.grp) AS median,
  count(*) OVER (PARTITION BY l.grp) AS lines,
  count(*) FILTER (NOT l.is_paid) OVER (PARTITION BY l.grp) AS unpaid
FROM lines AS l
LEFT JOIN units AS u ON u.unit_code = l.grp AND u.level = 'district'
LEFT JOIN departments AS d ON d.code = l.grp
LEFT JOIN matters AS e ON e.code = left(l.matter_code, 3)
WHERE l.days IS NOT NULL
ORDER BY
  d.rowid,
  l.grp,
  l.days,
  lane
"""
