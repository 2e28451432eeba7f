"""What the page on service centres asks beyond the general values."""

from __future__ import annotations

CENTRES = """
-- Row: one centre on record at the quarter that serves a village-turned community, in administrative order.
WITH serving AS (
  SELECT
    t.unit_code,
    t.centre_id,
    string_agg(c.name, '|' ORDER BY c.community_code) AS serves,
    min(c.town_code) AS town_code,
    min(c.district_code) AS district_code
  FROM t10_asof AS t
  INNER JOIN communities AS c
    ON c.period = t.period
    AND list_contains(t.serves, c.community_code)
    AND c.ctype = '村改居'
  WHERE
    t.period = $period
    AND ($unit = $city OR c.district_code = $unit)
  GROUP BY
    t.unit_code,
    t.centre_id
)
SELECT
  s.serves,
  w.name_zh AS town_zh,
  w.name_en AS town_en,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  t.*
FROM serving AS s
INNER JOIN t10_asof AS t
  ON t.period = $period
  AND t.unit_code = s.unit_code
  AND t.centre_id = s.centre_id
LEFT JOIN units AS w ON w.unit_code = s.town_code AND w.level = 'town'
LEFT JOIN units AS d ON d.unit_code = s.district_code AND d.level = 'district'
ORDER BY
  s.town_code,
  t.centre_id
"""

CHECKS = """
-- Row: one of the twelve checks with the unification it belongs to, in order.
SELECT
  c.item,
  c.name_zh,
  c.name_en,
  g.item AS head,
  g.name_zh AS head_zh,
  g.name_en AS head_en
FROM checks AS c
INNER JOIN checks AS g ON g.list = 'unifications' AND g.item = c.group_name
WHERE c.list = 'four_unified'
ORDER BY c.position
"""
