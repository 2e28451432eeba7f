"""What the page on reporting asks beyond the general values: examples of errors, issues, research outputs."""

from __future__ import annotations

# Values of T12, given to the statements as parameters of these names.
CLOSED = {"closed": "办结"}

EXAMPLES = """
-- Row: one rule that submissions of the quarter broke, with the forms it was broken in and one of its messages.
SELECT
  p.code AS rule,
  string_agg(DISTINCT p.form, '|' ORDER BY p.form) AS forms,
  min_by(p.message_zh, (r.receipt, p.position)) AS message_zh,
  min_by(p.message_en, (r.receipt, p.position)) AS message_en
FROM problems AS p
INNER JOIN receipts AS r ON r.receipt = p.receipt
LEFT JOIN reporting_units AS u ON u.unit_code = r.unit
WHERE
  p.level = 'error'
  AND r.period = $period
  AND ($unit = $city OR u.district_code = $unit)
GROUP BY
  p.code
ORDER BY
  p.code
"""

ISSUES = """
-- Row: one issue raised up to the quarter's end as it stood then, open ones first, the oldest on top. days: since it
-- was raised while open, until it was closed otherwise; state: what the form said, where it is open.
SELECT
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  t.raised_on,
  k.label_zh AS kind_zh,
  k.label_en AS kind_en,
  t.summary,
  t.need_city,
  coalesce(nullif(l.short_zh, ''), l.name_zh, t.lead) AS lead_zh,
  coalesce(nullif(l.short_en, ''), l.name_en, t.lead) AS lead_en,
  t.closed_on <= p.end_on AS is_closed,
  s.label_zh AS state_zh,
  s.label_en AS state_en,
  date_diff('day', t.raised_on, CASE WHEN t.closed_on <= p.end_on THEN t.closed_on ELSE p.end_on END) AS days
FROM t12 AS t
INNER JOIN periods AS p ON p.period = $period AND t.raised_on <= p.end_on
INNER JOIN reporting_units AS r ON r.unit_code = t.unit_code
LEFT JOIN units AS d ON d.unit_code = r.district_code AND d.level = 'district'
LEFT JOIN departments AS l ON l.code = t.lead
LEFT JOIN choices AS k ON k.form = 'T12' AND k.field = 'iss_cat' AND k.value = t.iss_cat
LEFT JOIN choices AS s ON s.form = 'T12' AND s.field = 'iss_status' AND s.value = t.iss_status
WHERE
  (t.out_kind IS NULL OR t.iss_cat IS NOT NULL OR t.iss_status IS NOT NULL)
  AND ($unit = $city OR r.district_code = $unit)
ORDER BY
  coalesce(t.closed_on <= p.end_on, FALSE),
  t.raised_on,
  r.position,
  t.iss_id
"""

OUTPUTS = """
-- Row: one research question × district × kind of output finished by the quarter's end, in order.
SELECT
  q.value AS topic,
  q.label_zh AS topic_zh,
  q.label_en AS topic_en,
  r.district_code,
  k.label_zh AS kind_zh,
  k.label_en AS kind_en,
  count(*) AS outputs
FROM choices AS q
INNER JOIN periods AS p ON p.period = $period
LEFT JOIN t12 AS t
  ON t.topic = q.value
  AND t.out_kind IS NOT NULL
  AND t.raised_on <= p.end_on
  AND coalesce(t.iss_status, $closed) = $closed
LEFT JOIN reporting_units AS r ON r.unit_code = t.unit_code
LEFT JOIN choices AS k ON k.form = 'T12' AND k.field = 'out_kind' AND k.value = t.out_kind
WHERE
  q.form = 'T12'
  AND q.field = 'topic'
GROUP BY
  q.value,
  q.label_zh,
  q.label_en,
  q.position,
  r.district_code,
  k.label_zh,
  k.label_en,
  k.position
ORDER BY
  q.position,
  r.district_code,
  k.position
"""
