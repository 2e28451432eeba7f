"""What the overview asks beyond the general values: form by form, who has sent what was due."""

from __future__ import annotations

SENT = """
-- Row: one unit that sends workbooks × form that was due of it in the quarter or came from it, in order. state: of the
-- last submission with the form that stands, null when none has come. on_time: of the first one. By cadence, quarterly
-- forms are due each quarter, half-yearly ones in the second and fourth, yearly ones in the fourth; a unit whose
-- register holds no village-turned community owes nothing.
WITH came AS (
  SELECT
    r.unit,
    f.form,
    max_by(r.state, coalesce(r.accepted_at, r.received_at)) FILTER (r.state <> 'superseded') AS state,
    min_by(r.on_time, (r.received_at, r.receipt)) AS on_time
  FROM receipts AS r
  INNER JOIN receipt_forms AS f ON f.receipt = r.receipt
  WHERE
    r.period = $period
    AND r.state NOT IN ('refused', 'withdrawn')
    AND coalesce(f.rows, 1) > 0
  GROUP BY
    r.unit,
    f.form
), registers AS (
  SELECT
    unit_code,
    bool_or(ctype = '村改居') AS is_concerned
  FROM communities
  WHERE period = $period
  GROUP BY unit_code
)
SELECT
  r.unit_code,
  f.id AS form,
  f.title_zh,
  f.title_en,
  c.state,
  c.on_time
FROM reporting_units AS r
INNER JOIN periods AS p ON p.period = $period
CROSS JOIN forms AS f
LEFT JOIN came AS c ON c.unit = r.unit_code AND c.form = f.id
LEFT JOIN registers AS g ON g.unit_code = r.unit_code
WHERE
  ($unit = $city OR r.district_code = $unit)
  AND (
    c.form IS NOT NULL
    OR (
      coalesce(g.is_concerned, TRUE)
      AND (
        f.cadence = 'quarter'
        OR (f.cadence = 'half' AND p.quarter IN (2, 4))
        OR (f.cadence = 'year' AND p.quarter = 4)
      )
    )
  )
ORDER BY
  r.position,
  f.position
"""
