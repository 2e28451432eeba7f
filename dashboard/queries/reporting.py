"""What the page on reporting asks beyond the general values: examples of errors."""

from __future__ import annotations

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
