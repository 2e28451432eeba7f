-- One row per quarter and community in the register: where its centre point is, on which side of the water, and how
-- many live there; all residents of a community stand at its one point. Null coordinates: not located.
SELECT
  period,
  community_code AS demand_id,
  side AS area,
  CAST(lon AS DOUBLE) AS lon,
  CAST(lat AS DOUBLE) AS lat,
  CAST(residents AS DOUBLE) AS people
FROM communities
