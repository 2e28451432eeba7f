-- One row per quarter and service centre on record: where it is, whether it is a full-service point (null: its hours
-- are not known), and what it offers. Codes of centres are a district's own, so the unit belongs to the id.
SELECT
  p.period,
  p.unit_code || '/' || p.place AS supply_id,
  p.side AS area,
  CASE WHEN p.known_as <> 'outside' THEN p.lon END AS lon,
  CASE WHEN p.known_as <> 'outside' THEN p.lat END AS lat,
  t.hrs >= w.full_hours AS is_full,
  CAST(t.area AS DOUBLE) AS floor_area,
  CAST(t.hrs AS DOUBLE) AS open_hours
FROM place_points AS p
JOIN t10_asof AS t ON t.period = p.period AND t.unit_code = p.unit_code AND t.centre_id = p.place
CROSS JOIN walks AS w
WHERE p.kind = 'centre'
