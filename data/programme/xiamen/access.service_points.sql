-- One row per quarter and service centre on record: where it is, whether it is a full-service point (null: its hours
-- are not known), and what it offers. Codes of centres are a district's own, so the unit belongs to the id.
SELECT
  t.period,
  t.unit_code || '/' || t.centre_id AS supply_id,
  r.side AS area,
  CAST(t.lon AS DOUBLE) AS lon,
  CAST(t.lat AS DOUBLE) AS lat,
  t.hrs >= CAST(p.value AS DOUBLE) AS is_full,
  CAST(t.area AS DOUBLE) AS floor_area,
  CAST(t.hrs AS DOUBLE) AS open_hours
FROM t10_asof AS t
JOIN reporting_units AS r ON r.unit_code = t.unit_code
JOIN parameters AS p ON p.family = 'F11' AND p.name = 'full_service_hours'
