"""What the pages on reach ask: where communities and service points are, and how far the one is from the other."""

from __future__ import annotations

from pipelines.warehouse.access import REACHED

PLACES = f"""
-- Row: one community of the whole city at the quarter (people cross borders), in order, as the measures of access take
-- it, with how far the nearest service point and the nearest full-service point (`full`) are; minutes null: none
-- anywhere on foot. Null coordinates: none on record, or outside its own district. `is_here`: it is in the chosen unit.
-- `reached`: what is known of its walk, as `REACHED` says.
SELECT
  a.community_code AS demand_id,
  p.side AS area,
  CASE WHEN p.known_as <> 'outside' THEN p.lon END AS lon,
  CASE WHEN p.known_as <> 'outside' THEN p.lat END AS lat,
  a.people,
  a.minutes AS near_minutes,
  a.full_minutes,
  a.is_within,
  {REACHED} AS reached,
  c.name,
  c.ctype,
  c.district_code,
  d.short_zh AS district_zh,
  d.short_en AS district_en,
  coalesce(nullif(t.short_zh, ''), t.name_zh) AS town_zh,
  coalesce(nullif(t.short_en, ''), t.name_en) AS town_en,
  $unit = $city OR c.district_code = $unit AS is_here
FROM community_access AS a
INNER JOIN communities AS c ON c.period = a.period AND c.community_code = a.community_code
INNER JOIN place_points AS p ON p.period = a.period AND p.kind = 'community' AND p.place = a.community_code
INNER JOIN periods AS q ON q.period = a.period
LEFT JOIN units AS d ON d.unit_code = c.district_code AND d.level = 'district' AND d.valid_to IS NULL
LEFT JOIN units AS t
  ON t.unit_code = c.town_code
  AND t.level = 'town'
  AND coalesce(t.valid_from, q.end_on) <= q.end_on
  AND coalesce(t.valid_to, q.end_on) >= q.end_on
WHERE
  a.period = $period
ORDER BY
  a.community_code
"""

POINTS = """
-- Row: one service point on record at the quarter, in order; `supply_id` is how the other tables name it. Those of
-- other districts are there too, since people walk across borders; `is_here`: it lies in the chosen unit. Null
-- coordinates: none on record, or outside its own district, so that nothing is measured from there.
SELECT
  t.unit_code || '/' || t.centre_id AS supply_id,
  t.centre_id,
  r.district_code,
  d.short_zh AS district_zh,
  d.short_en AS district_en,
  r.side,
  CASE WHEN p.known_as <> 'outside' THEN p.lon END AS lon,
  CASE WHEN p.known_as <> 'outside' THEN p.lat END AS lat,
  CAST(t.hrs AS DOUBLE) AS hours,
  CAST(t.hrs_off AS DOUBLE) AS off_hours,
  CAST(t.area AS DOUBLE) AS floor_area,
  CAST(t.act_area AS DOUBLE) AS act_area,
  t.serves,
  t.tenure,
  t.barrier_free,
  t.reported_period,
  t.hrs >= w.full_hours AS is_full,
  $unit = $city OR r.district_code = $unit AS is_here
FROM t10_asof AS t
INNER JOIN reporting_units AS r ON r.unit_code = t.unit_code
INNER JOIN place_points AS p
  ON p.period = t.period AND p.kind = 'centre' AND p.unit_code = t.unit_code AND p.place = t.centre_id
LEFT JOIN walks AS w ON TRUE
LEFT JOIN units AS d ON d.unit_code = r.district_code AND d.level = 'district' AND d.valid_to IS NULL
WHERE
  t.period = $period
ORDER BY
  supply_id
"""

COVERED = f"""
-- Row: one group of communities (all, a type, a side) at the quarter and a year before: residents within the walk, of
-- all of whom that can be said; of the others those near a full-service point though their own centre is not on record,
-- and those of whom nobody can say; communities likewise.
WITH asked AS (
  SELECT
    period,
    closes
  FROM closed_periods
  WHERE
    kind = 'Q'
    AND closes IN (
      (SELECT closes FROM closed_periods WHERE period = $period),
      (SELECT closes - 4 FROM closed_periods WHERE period = $period)
    )
), here AS (
  SELECT
    a.*,
    {REACHED} AS reached,
    q.closes,
    c.ctype,
    c.side
  FROM community_access AS a
  INNER JOIN asked AS q ON q.period = a.period
  INNER JOIN communities AS c ON c.period = a.period AND c.community_code = a.community_code
  WHERE
    $unit = $city
    OR c.district_code = $unit
)
SELECT
  period,
  closes,
  CASE WHEN grouping(ctype) = 0 THEN 'ctype' WHEN grouping(side) = 0 THEN 'side' ELSE 'all' END AS grouping,
  coalesce(ctype, side, 'all') AS part,
  sum(CASE WHEN is_within THEN people END) AS people_within,
  sum(CASE WHEN is_within IS NOT NULL THEN people END) AS people_known,
  sum(CASE WHEN reached = 'near' THEN people END) AS people_near,
  sum(CASE WHEN reached = 'missing' THEN people END) AS people_unknown,
  count(CASE WHEN is_within THEN 1 END) AS within,
  count(is_within) AS known,
  count(*) AS communities
FROM here
GROUP BY
  GROUPING SETS ((period, closes), (period, closes, ctype), (period, closes, side))
ORDER BY
  closes,
  grouping,
  part
"""

SUPPLY = """
-- Row: one community in scope at the quarter with its residents and how much of the thing offered there is for it, when
-- people walk as the programme says; null: nobody can say. `standing`: where its residents stand in the programme's
-- order; null: not reported.
SELECT
  s.community_code,
  s.value,
  a.people,
  a.standing,
  c.ctype,
  c.side,
  c.district_code
FROM community_supply AS s
INNER JOIN community_access AS a ON a.period = s.period AND a.community_code = s.community_code
INNER JOIN communities AS c ON c.period = s.period AND c.community_code = s.community_code
INNER JOIN walks AS w ON w.minutes = s.minutes_limit
WHERE
  s.period = $period
  AND s.offer = $offer
  AND ($unit = $city OR c.district_code = $unit)
ORDER BY
  s.community_code
"""

OFFERS = "SELECT * FROM offers ORDER BY position"

WALK = """
-- Row: how people walk, and in words where they do not; none where nobody is asked.
SELECT
  *,
  (SELECT list(label_zh ORDER BY position) FROM barriers) AS barred_zh,
  (SELECT list(label_en ORDER BY position) FROM barriers) AS barred_en
FROM walks
"""

BARRIERS = "SELECT area, other_area FROM barriers"

TIMES = "SELECT community_code, centre, minutes FROM travel_times"

RANKING = "SELECT * FROM rankings"

ITEMS = """
-- Row: one listed item at a service point as it stood at the quarter, in order: whether it can be had there, on equal
-- terms by residents without local registration, and at the one counter; null: not reported, unless the answer is among
-- those that do not apply (`outside`).
SELECT
  a.unit_code,
  a.centre_id,
  a.matter_code,
  coalesce(m.name_zh, a.matter_code) AS name_zh,
  coalesce(m.name_en, a.matter_code) AS name_en,
  a.avail,
  a.nonlocal_ok,
  a.win,
  coalesce(a.not_applicable, []) AS outside
FROM t10b_asof AS a
LEFT JOIN matters AS m ON m.code = a.matter_code
WHERE
  a.period = $period
  AND a.unit_code || '/' || a.centre_id = $point
ORDER BY
  m.position,
  a.matter_code
"""
