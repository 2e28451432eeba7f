"""What the page on councils asks beyond the general values: council and organisations of each community."""

from __future__ import annotations

COUNCILS = """
-- Row: one village-turned community of the register at the close of the latest half-year up to the quarter
-- (own_period), with what it sent on its council and organisations within that half-year, the last row counting; in
-- administrative order. has_row: whether anything came.
WITH half AS (
  SELECT
    max_by(period, closes) AS own_period,
    max_by(quarter, closes) AS quarter
  FROM closed_periods
  WHERE
    kind = 'H'
    AND closes <= (SELECT closes FROM closed_periods WHERE period = $period)
), told AS (
  SELECT
    t.*,
    row_number() OVER (PARTITION BY t.unit_code, t.community_code ORDER BY t.period DESC) AS newest
  FROM t11 AS t
  INNER JOIN periods AS q ON q.period = t.period
  INNER JOIN half AS h ON h.own_period = q.half
)
SELECT
  c.community_code,
  c.name,
  c.district_code,
  w.name_zh AS town_zh,
  w.name_en AS town_en,
  d.name_zh AS district_zh,
  d.name_en AS district_en,
  h.own_period,
  t.community_code IS NOT NULL AS has_row,
  t.cncl,
  t.cncl_n,
  t.seats,
  t.seat_ent,
  t.seat_mig,
  t.seat_civ,
  t.org_srv,
  t.org_ben,
  t.org_mut,
  t.org_reg,
  t.org_filed,
  t.shared
FROM half AS h
INNER JOIN communities AS c ON c.period = h.quarter AND c.ctype = '村改居'
LEFT JOIN told AS t ON t.unit_code = c.unit_code AND t.community_code = c.community_code AND t.newest = 1
LEFT JOIN units AS w ON w.unit_code = c.town_code AND w.level = 'town'
LEFT JOIN units AS d ON d.unit_code = c.district_code AND d.level = 'district'
WHERE
  $unit = $city
  OR c.district_code = $unit
ORDER BY c.community_code
"""
