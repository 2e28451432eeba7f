"""What pages ask of the submissions themselves: who sent what when, and what came of it form by form."""

from __future__ import annotations

SUBMISSIONS = """
-- Row: one quarter up to the chosen one × unit in scope that sends workbooks, newest first. first_on: when
-- something first came that was neither refused nor withdrawn (null: nothing); days_late: its days past the due day,
-- null when within; files: how many came; state: of the last; errors, warnings: what the checks of the first found.
WITH sent AS (
  SELECT
    s.*,
    row_number() OVER (PARTITION BY s.unit, s.period ORDER BY s.received_at, s.receipt) AS number
  FROM receipts AS s
  WHERE s.state NOT IN ('refused', 'withdrawn')
), found AS (
  SELECT
    receipt,
    count(*) FILTER (level = 'error') AS errors,
    count(*) FILTER (level = 'warning') AS warnings
  FROM problems
  GROUP BY receipt
)
SELECT
  p.period,
  r.unit_code,
  u.name_zh,
  u.name_en,
  p.due_on,
  CAST(min(s.received_at) AS DATE) AS first_on,
  CASE
    WHEN CAST(min(s.received_at) AS DATE) > p.due_on
      THEN date_diff('day', p.due_on, CAST(min(s.received_at) AS DATE))
  END AS days_late,
  count(s.receipt) AS files,
  max_by(s.state, s.received_at) AS state,
  CAST(max(s.accepted_at) AS DATE) AS accepted_on,
  max(coalesce(f.errors, 0)) FILTER (s.number = 1) AS errors,
  max(coalesce(f.warnings, 0)) FILTER (s.number = 1) AS warnings
FROM reporting_units AS r
INNER JOIN units AS u ON u.unit_code = r.unit_code
INNER JOIN periods AS p ON p.period <= $period
LEFT JOIN sent AS s ON s.unit = r.unit_code AND s.period = p.period
LEFT JOIN found AS f ON f.receipt = s.receipt
WHERE
  $unit = $city
  OR r.district_code = $unit
GROUP BY
  p.period,
  r.unit_code,
  p.position,
  p.due_on,
  u.name_zh,
  u.name_en,
  r.position
ORDER BY
  p.position DESC,
  r.position
"""

FORMS = """
-- Row: one form, in order: the last quarter up to the chosen one of which rows of the units in scope were accepted, how
-- many, and from how many units in the chosen quarter; null and 0 where there were none.
WITH came AS (
  SELECT
    f.form,
    s.period,
    s.unit,
    f.accepted
  FROM receipt_forms AS f
  INNER JOIN receipts AS s ON s.receipt = f.receipt AND s.state = 'accepted'
  INNER JOIN reporting_units AS r ON r.unit_code = s.unit
  WHERE
    f.accepted > 0
    AND s.period <= $period
    AND ($unit = $city OR r.district_code = $unit)
)
SELECT
  m.id,
  m.title_zh,
  m.title_en,
  m.grain_zh,
  m.grain_en,
  m.cadence,
  max(c.period) AS last_period,
  CAST(sum(c.accepted) AS BIGINT) AS accepted,
  count(DISTINCT c.unit) FILTER (c.period = $period) AS units
FROM forms AS m
LEFT JOIN came AS c ON c.form = m.id
GROUP BY
  m.id,
  m.title_zh,
  m.title_en,
  m.grain_zh,
  m.grain_en,
  m.cadence,
  m.position
ORDER BY m.position
"""

TO_MEND = """
-- Row: one rule that the last standing submission of a unit in scope up to the quarter broke and nobody has explained,
-- in one form: errors first, with the cells (the first `most` of them) and one of the messages.
WITH last AS (
  SELECT
    r.unit,
    max_by(r.receipt, (r.received_at, r.receipt)) AS receipt
  FROM receipts AS r
  INNER JOIN reporting_units AS u ON u.unit_code = r.unit
  WHERE
    r.state NOT IN ('refused', 'withdrawn', 'superseded')
    AND r.period <= $period
    AND ($unit = $city OR u.district_code = $unit)
  GROUP BY r.unit
)
SELECT
  l.receipt,
  r.period,
  p.level,
  p.form,
  f.title_zh AS form_zh,
  f.title_en AS form_en,
  count(*) AS times,
  list(p.cell ORDER BY p.position) FILTER (p.cell IS NOT NULL)[:$most] AS cells,
  min_by(p.message_zh, p.position) AS message_zh,
  min_by(p.message_en, p.position) AS message_en
FROM last AS l
INNER JOIN receipts AS r ON r.receipt = l.receipt
INNER JOIN problems AS p ON p.receipt = l.receipt AND p.level IN ('error', 'warning') AND p.reason IS NULL
LEFT JOIN forms AS f ON f.id = p.form
GROUP BY
  l.receipt,
  r.period,
  p.level,
  p.form,
  f.title_zh,
  f.title_en,
  p.code
ORDER BY
  p.level,
  times DESC,
  p.form,
  p.code
"""
