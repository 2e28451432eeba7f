-- One row per quarter and village-turned community, and per other community that sent T04 as a comparison.
-- Counts are persons as T04 gives them, null where it does not; posts_filled stops at the posts of its row, and what
-- is above them is posts_excess. A shared station is counted in the row of the community it mainly serves.
WITH measures AS (
  SELECT unit_code, MIN(period) AS issued_in
  FROM t04
  WHERE measure_doc IS NOT NULL
  GROUP BY unit_code
),

reports AS (
  SELECT
    c.period,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    c.ctype,
    c.residents,
    c.households,
    c.ctype IS DISTINCT FROM '村改居' AS comparison,
    t.not_applicable,
    t.posts,
    t.staff,
    t.seconded,
    t.staff - t.seconded AS present,
    t.party_workers,
    t.age_le35,
    t.age_36_45,
    t.age_46_55,
    t.age_ge56,
    t.edu_hs,
    t.edu_col,
    t.edu_ba,
    t.edu_pg,
    t.cert_n,
    t.hired_n,
    t.hired_open,
    t.left_n,
    t.cad_elig,
    t.cad_trained,
    t.cad_assessed,
    t.cad_passed,
    t.cad_appointed,
    t.cad_unplaced,
    t.cad_covered,
    m.issued_in IS NOT NULL AS measure_issued
  FROM communities AS c
  LEFT JOIN t04 AS t ON t.period = c.period AND t.community_code = c.community_code
  LEFT JOIN measures AS m ON m.unit_code = c.unit_code AND m.issued_in <= c.period
  WHERE c.ctype = '村改居' OR t.community_code IS NOT NULL
)

SELECT
  period,
  community_code,
  town_code,
  district_code,
  side,
  ctype,
  comparison,
  CASE WHEN measure_issued THEN 'issued' ELSE 'not_issued' END AS measure,
  NOT COALESCE(LIST_CONTAINS(not_applicable, 'posts'), FALSE) AS posts_apply,
  NOT COALESCE(LIST_CONTAINS(not_applicable, 'cad_elig'), FALSE) AS cadres_apply,
  NOT COALESCE(LIST_CONTAINS(not_applicable, 'cad_unplaced'), FALSE) AS unplaced_apply,
  posts,
  present,
  CASE WHEN present <= posts THEN present WHEN present > posts THEN posts END AS posts_filled,
  CASE WHEN present <= posts THEN 0 WHEN present > posts THEN present - posts END AS posts_excess,
  staff,
  seconded,
  party_workers,
  residents,
  households,
  age_le35 + age_36_45 AS age_le45,
  age_le35,
  age_36_45,
  age_46_55,
  age_ge56,
  age_le35 + age_36_45 + age_46_55 + age_ge56 AS age_known,
  edu_col + edu_ba + edu_pg AS edu_college,
  edu_hs,
  edu_col,
  edu_ba,
  edu_pg,
  edu_hs + edu_col + edu_ba + edu_pg AS edu_known,
  cert_n,
  hired_n,
  hired_open,
  left_n,
  cad_elig,
  cad_trained,
  cad_assessed,
  cad_passed,
  cad_appointed,
  cad_unplaced,
  -- Covered on paper while the district has issued no measures is not covered.
  CASE WHEN measure_issued OR cad_covered IS NULL THEN cad_covered ELSE 0 END AS cad_covered
FROM reports
