-- One row per quarter and community in the register: where its centre point is, on which side of the water, and how
-- many live there; all residents of a community stand at its one point. Null coordinates: not located, or said to lie
-- outside its own district, so that nothing can be measured from there.
-- `is_known`: the centres that serve it are on record with their place and hours. Of any other community nobody can say
-- that a service point is out of reach, nor how much there is for it, since its own may only not have been sent; to
-- count those of them that another centre happens to reach would make the share too high.
-- `standing`: the share of residents who are registered there, by which access.toml ranks them; null: not reported.
WITH own_centres AS (
  SELECT
    s.period,
    s.community_code,
    BOOL_AND(COALESCE(s.known_as <> 'outside', FALSE) AND t.hrs IS NOT NULL) AS is_known
  FROM (
    SELECT period, unit_code, place, known_as, UNNEST(serves) AS community_code FROM place_points WHERE kind = 'centre'
  ) AS s
  JOIN t10_asof AS t ON t.period = s.period AND t.unit_code = s.unit_code AND t.centre_id = s.place
  GROUP BY s.period, s.community_code
)

SELECT
  p.period,
  p.place AS demand_id,
  p.side AS area,
  CASE WHEN p.known_as <> 'outside' THEN p.lon END AS lon,
  CASE WHEN p.known_as <> 'outside' THEN p.lat END AS lat,
  CAST(c.residents AS DOUBLE) AS people,
  CAST(c.hukou_residents AS DOUBLE) / NULLIF(c.residents, 0) AS standing,
  COALESCE(o.is_known, FALSE) AS is_known
FROM place_points AS p
JOIN communities AS c ON c.period = p.period AND c.community_code = p.place
LEFT JOIN own_centres AS o ON o.period = p.period AND o.community_code = p.place
WHERE p.kind = 'community'
