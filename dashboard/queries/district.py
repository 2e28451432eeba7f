"""What the district profile asks beyond the general values: all districts' latest lines, the place, its events."""

from __future__ import annotations

# Values of T02 and T12, given to the statements as parameters of these names.
VERIFIED = {"verified": "已核实"}

DISTRICTS = """
-- Row: one indicator × district, and the city, in the indicator's latest closed period up to the quarter.
WITH upto AS (
  SELECT
    v.*,
    c.closes,
    max(c.closes) OVER (PARTITION BY v.indicator) AS latest
  FROM indicator_values AS v
  INNER JOIN closed_periods AS c ON c.period = v.period
  WHERE
    v.level IN ('city', 'district')
    AND v.split = 'all'
    AND c.closes <= (SELECT closes FROM closed_periods WHERE period = $period)
)
SELECT * EXCLUDE (latest)
FROM upto
WHERE closes = latest
ORDER BY
  indicator,
  unit_code
"""

PLACES = """
-- Row: one district that sends workbooks, in order, with what its register of the quarter holds; null: no register.
WITH registered AS (
  SELECT
    *,
    ctype = '村改居' AS is_turned
  FROM communities
  WHERE period = $period
)
SELECT
  r.district_code,
  d.name_zh,
  d.name_en,
  count(c.community_code) FILTER (c.is_turned) AS communities,
  count(DISTINCT c.town_code) FILTER (c.is_turned) AS towns,
  count(c.community_code) FILTER (c.is_turned AND c.is_pilot) AS pilots,
  CAST(sum(c.residents) FILTER (c.is_turned) AS BIGINT) AS residents,
  count(c.community_code) = 0 AS is_silent
FROM reporting_units AS r
INNER JOIN units AS d ON d.unit_code = r.district_code AND d.level = 'district'
LEFT JOIN registered AS c ON c.unit_code = r.unit_code
WHERE
  $unit = $city
  OR r.district_code = $unit
GROUP BY
  r.district_code,
  d.name_zh,
  d.name_en
ORDER BY min(r.position)
"""

EVENTS = """
-- Row: one thing that happened in the district within the quarter, by day: a pilot's milestone reached and verified, an
-- issue raised, an issue closed; what is null where a name is missing.
SELECT
  t.done_on AS on_day,
  'milestone' AS kind,
  c.name AS place,
  m.name_zh AS what_zh,
  m.name_en AS what_en
FROM t02_asof AS t
INNER JOIN periods AS p ON p.period = t.period AND t.done_on BETWEEN p.start_on AND p.end_on
INNER JOIN communities AS c ON c.period = t.period AND c.community_code = t.community_code
INNER JOIN milestones AS m ON m.code = t.ms_code
WHERE
  t.period = $period
  AND t.ms_status = $verified
  AND c.district_code = $unit
UNION ALL
SELECT
  t.raised_on AS on_day,
  'raised' AS kind,
  t.iss_id AS place,
  t.summary AS what_zh,
  t.summary AS what_en
FROM t12 AS t
INNER JOIN periods AS p ON p.period = $period AND t.raised_on BETWEEN p.start_on AND p.end_on
INNER JOIN reporting_units AS r ON r.unit_code = t.unit_code
WHERE
  r.district_code = $unit
  AND (t.out_kind IS NULL OR t.iss_cat IS NOT NULL OR t.iss_status IS NOT NULL)
UNION ALL
SELECT
  t.closed_on AS on_day,
  'closed' AS kind,
  t.iss_id AS place,
  t.summary AS what_zh,
  t.summary AS what_en
FROM t12 AS t
INNER JOIN periods AS p ON p.period = $period AND t.closed_on BETWEEN p.start_on AND p.end_on
INNER JOIN reporting_units AS r ON r.unit_code = t.unit_code
WHERE r.district_code = $unit
ORDER BY
  on_day,
  kind,
  place
"""
