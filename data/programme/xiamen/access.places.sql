-- One row per quarter and community in the register: where its centre point is, on which side of the water, and how
-- many live there; all residents of a community stand at its one point. Null coordinates: not located, or said to lie
-- outside its own district, so that nothing can be measured from there.
SELECT
  p.period,
  p.place AS demand_id,
  p.side AS area,
  CASE WHEN p.known_as <> 'outside' THEN p.lon END AS lon,
  CASE WHEN p.known_as <> 'outside' THEN p.lat END AS lat,
  CAST(c.residents AS DOUBLE) AS people
FROM place_points AS p
JOIN communities AS c ON c.period = p.period AND c.community_code = p.place
WHERE p.kind = 'community'
