"""What the page on issues asks beyond the general values: issues with owner and due day, research outputs."""

from __future__ import annotations

# Values of T12, given to the statements as parameters of these names.
WAITING = {"waiting": "待办"}
CLOSED = {"closed": "办结"}

ISSUES = """
-- Row: one issue raised up to the quarter's end as the reports up to it told of it: open ones first, among them those
-- past their due day, the oldest on top. due_on: the day by which it should be closed, by the programme's own limit;
-- days: since it was raised while open, until it was closed otherwise; days_over: past the due day, null when within;
-- taken_up: the quarter in which it was first reported as more than waiting, null when never; how: only once closed.
WITH told AS (
  SELECT
    t.unit_code,
    t.iss_id,
    arg_max(t.iss_status, t.period) AS iss_status,
    min(t.period) FILTER (t.iss_status <> $waiting) AS taken_up
  FROM t12_reports AS t
  WHERE t.period <= $period
  GROUP BY
    t.unit_code,
    t.iss_id
), issues AS (
  SELECT
    t.*,
    r.district_code,
    r.position AS place,
    p.end_on AS as_of,
    t.closed_on <= p.end_on AS is_closed,
    CASE WHEN t.closed_on <= p.end_on THEN t.closed_on ELSE p.end_on END AS until_on,
    t.raised_on + CAST(n.value AS INTEGER) AS due_on
  FROM t12 AS t
  INNER JOIN periods AS p ON p.period = $period AND t.raised_on <= p.end_on
  INNER JOIN parameters AS n ON n.family = 'F12' AND n.name = 'days_to_close'
  INNER JOIN reporting_units AS r ON r.unit_code = t.unit_code
  WHERE
    (t.out_kind IS NULL OR t.iss_cat IS NOT NULL OR t.iss_status IS NOT NULL)
    AND ($unit = $city OR r.district_code = $unit)
)
SELECT
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  t.unit_code,
  t.iss_id,
  t.raised_on,
  k.label_zh AS kind_zh,
  k.label_en AS kind_en,
  t.summary,
  t.need_city,
  t.lead,
  coalesce(nullif(l.short_zh, ''), l.name_zh, t.lead) AS lead_zh,
  coalesce(nullif(l.short_en, ''), l.name_en, t.lead) AS lead_en,
  coalesce(t.is_closed, FALSE) AS is_closed,
  s.label_zh AS state_zh,
  s.label_en AS state_en,
  o.taken_up,
  t.due_on,
  CASE WHEN t.is_closed THEN t.closed_on END AS closed_on,
  CASE WHEN t.is_closed THEN t.how END AS how,
  date_diff('day', t.raised_on, t.until_on) AS days,
  CASE WHEN t.until_on > t.due_on THEN date_diff('day', t.due_on, t.until_on) END AS days_over
FROM issues AS t
LEFT JOIN told AS o ON o.unit_code = t.unit_code AND o.iss_id = t.iss_id
LEFT JOIN units AS d ON d.unit_code = t.district_code AND d.level = 'district'
LEFT JOIN departments AS l ON l.code = t.lead
LEFT JOIN choices AS k ON k.form = 'T12' AND k.field = 'iss_cat' AND k.value = t.iss_cat
LEFT JOIN choices AS s ON s.form = 'T12' AND s.field = 'iss_status' AND s.value = o.iss_status
ORDER BY
  coalesce(t.is_closed, FALSE),
  t.raised_on,
  t.place,
  t.iss_id
"""

LIMIT = """
-- Row: the days within which an issue should be closed.
SELECT CAST(value AS INTEGER) AS days
FROM parameters
WHERE family = 'F12' AND name = 'days_to_close'
"""

OUTPUTS = """
-- Row: one output that answers a research question, finished by the quarter's end, by question, unit and day; and one
-- row per question without any (district null).
SELECT
  q.value AS topic,
  q.label_zh AS topic_zh,
  q.label_en AS topic_en,
  r.district_code,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  t.unit_code,
  t.iss_id,
  t.raised_on AS done_on,
  t.summary,
  k.label_zh AS kind_zh,
  k.label_en AS kind_en
FROM choices AS q
INNER JOIN periods AS p ON p.period = $period
LEFT JOIN t12 AS t
  ON t.topic = q.value
  AND t.out_kind IS NOT NULL
  AND t.raised_on <= p.end_on
  AND coalesce(t.iss_status, $closed) = $closed
LEFT JOIN reporting_units AS r ON r.unit_code = t.unit_code
LEFT JOIN units AS d ON d.unit_code = r.district_code AND d.level = 'district'
LEFT JOIN choices AS k ON k.form = 'T12' AND k.field = 'out_kind' AND k.value = t.out_kind
WHERE
  q.form = 'T12'
  AND q.field = 'topic'
ORDER BY
  q.position,
  r.position,
  k.position,
  t.raised_on,
  t.iss_id
"""
