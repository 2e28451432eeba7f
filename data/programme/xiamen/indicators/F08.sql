-- One row per quarter and: centre serving a village-turned community (is_centre), such a centre and matter (is_matter),
-- community with an area of its own (is_community; others than village-turned ones, whose centres were sent, for
-- comparison). The register of centres (T10, T10b) stands until a newer row comes. A
-- community that no centre on record serves is one centre not reported, not one without a centre.
-- Counts: 1 or 0 per centre or pair; hours per week; m² of the community's share of its centres, by households.
WITH served AS (
  SELECT
    t.period,
    t.unit_code,
    t.centre_id,
    c.community_code,
    c.town_code,
    c.ctype,
    c.households,
    CAST(c.households AS DOUBLE)
      / NULLIF(SUM(c.households) OVER (PARTITION BY t.period, t.unit_code, t.centre_id), 0) AS share,
    COUNT(*) OVER (PARTITION BY t.period, t.unit_code, t.centre_id)
      - COUNT(c.households) OVER (PARTITION BY t.period, t.unit_code, t.centre_id) AS households_missing
  FROM t10_asof AS t
  CROSS JOIN UNNEST(t.serves) AS s (community_code)
  JOIN communities AS c ON c.period = t.period AND c.community_code = s.community_code
),

-- A centre stands in the town of the first village-turned community it serves.
centres AS (
  SELECT
    t.*,
    p.community_code,
    p.town_code
  FROM t10_asof AS t
  JOIN (
    SELECT
      period,
      unit_code,
      centre_id,
      community_code,
      town_code,
      ROW_NUMBER() OVER (PARTITION BY period, unit_code, centre_id ORDER BY community_code) AS place
    FROM served
    WHERE ctype = '村改居'
  ) AS p
    ON p.period = t.period AND p.unit_code = t.unit_code AND p.centre_id = t.centre_id AND p.place = 1
),

community_areas AS (
  SELECT
    s.period,
    s.community_code,
    COUNT(*) AS centres,
    COUNT(CASE WHEN s.households_missing = 0 THEN t.area END) AS areas_known,
    COUNT(CASE WHEN s.households_missing = 0 THEN t.act_area END) AS activity_known,
    COUNT(CASE WHEN t.area IS NOT NULL AND s.households_missing = 0 THEN t.tenure END) AS tenures_known,
    SUM(s.share * t.area) AS area,
    SUM(s.share * t.act_area) AS activity,
    SUM(CASE WHEN t.tenure IN ('自有', '划拨') THEN s.share * t.area ELSE 0 END) AS owned,
    SUM(CASE WHEN t.tenure IN ('租借', '合作组织提供') THEN s.share * t.area ELSE 0 END) AS lent
  FROM served AS s
  JOIN t10_asof AS t ON t.period = s.period AND t.unit_code = s.unit_code AND t.centre_id = s.centre_id
  GROUP BY s.period, s.community_code
),

members AS (
  SELECT c.*, c.ctype IS DISTINCT FROM '村改居' AS comparison, a.centres, a.areas_known, a.activity_known, a.tenures_known, a.area, a.activity, a.owned, a.lent
  FROM communities AS c
  LEFT JOIN community_areas AS a ON a.period = c.period AND a.community_code = c.community_code
  WHERE c.ctype = '村改居' OR a.community_code IS NOT NULL
),

turned AS (
  SELECT * FROM members WHERE NOT comparison
),

subjects AS (
  SELECT period, unit_code, community_code, town_code, centre_id, CAST(NULL AS VARCHAR) AS matter_code, 'centre' AS about
  FROM centres
  UNION ALL
  SELECT period, unit_code, community_code, town_code, NULL, NULL, 'centre'
  FROM turned
  WHERE centres IS NULL
  UNION ALL
  SELECT c.period, c.unit_code, c.community_code, c.town_code, c.centre_id, m.matter_code, 'matter'
  FROM centres AS c
  LEFT JOIN t10b_asof AS m ON m.period = c.period AND m.unit_code = c.unit_code AND m.centre_id = c.centre_id
  UNION ALL
  SELECT period, unit_code, community_code, town_code, NULL, NULL, 'matter'
  FROM turned
  WHERE centres IS NULL
  UNION ALL
  SELECT period, unit_code, community_code, town_code, NULL, NULL, 'community'
  FROM members
)

SELECT
  u.period,
  u.community_code,
  u.town_code,
  r.district_code,
  r.side,
  u.centre_id,
  u.matter_code,
  SUBSTR(u.matter_code, 1, 3) AS ecat,
  u.about = 'centre' AS is_centre,
  u.about = 'matter' AS is_matter,
  u.about = 'community' AS is_community,
  t.ctype,
  COALESCE(t.comparison, FALSE) AS comparison,
  1 AS centres,
  CAST(
    c.u1a AND c.u1b AND c.u1c AND c.u2a AND c.u2b AND c.u2c
    AND c.u3a AND c.u3b AND c.u3c AND c.u4a AND c.u4b AND c.u4c AS INTEGER
  ) AS all_unified,
  CAST(c.u1a AND c.u1b AND c.u1c AS INTEGER) AS management_unified,
  CAST(c.u2a AND c.u2b AND c.u2c AS INTEGER) AS signage_unified,
  CAST(c.u3a AND c.u3b AND c.u3c AS INTEGER) AS window_unified,
  CAST(c.u4a AND c.u4b AND c.u4c AS INTEGER) AS norms_unified,
  c.hrs AS hours,
  c.hrs_off AS hours_off,
  CASE WHEN m.avail THEN 1 END AS handled,
  CAST(m.win AS INTEGER) AS at_window,
  -- What nobody here needs, what is not handled, and what needs no counter leave the denominator.
  COALESCE(m.avail, TRUE)
    AND NOT COALESCE(LIST_CONTAINS(m.not_applicable, 'avail'), FALSE)
    AND NOT COALESCE(LIST_CONTAINS(m.not_applicable, 'win'), FALSE) AS handled_applies,
  CASE WHEN u.about = 'community' THEN t.households END AS households,
  CASE WHEN t.centres = t.areas_known THEN CAST(t.area AS DECIMAL(18, 6)) END AS area,
  CASE WHEN t.centres = t.activity_known THEN CAST(t.activity AS DECIMAL(18, 6)) END AS activity_area,
  CASE WHEN t.centres = t.tenures_known THEN CAST(t.owned AS DECIMAL(18, 6)) END AS owned_area,
  CASE WHEN t.centres = t.tenures_known THEN CAST(t.lent AS DECIMAL(18, 6)) END AS lent_area
FROM subjects AS u
JOIN reporting_units AS r ON r.unit_code = u.unit_code
LEFT JOIN centres AS c
  ON u.about = 'centre' AND c.period = u.period AND c.unit_code = u.unit_code AND c.centre_id = u.centre_id
LEFT JOIN t10b_asof AS m
  ON u.about = 'matter' AND m.period = u.period AND m.unit_code = u.unit_code AND m.centre_id = u.centre_id
  AND m.matter_code = u.matter_code
LEFT JOIN members AS t
  ON u.about = 'community' AND t.period = u.period AND t.community_code = u.community_code
