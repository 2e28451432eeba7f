-- One row per quarter and village-turned community: what T07 says of the separation of functions beside what T03 says
-- of posts held twice, so that the two demands of the policy can be read together.
-- Counts: checks passed of those due (null while one is not answered), persons, seats, cases, members, petitions.
-- `tension` names a contradiction between the two forms; null: none, or it cannot be told.
WITH reports AS (
  SELECT
    c.period,
    c.district_code,
    c.town_code,
    c.community_code,
    a.need,
    a.sep_1,
    a.sep_2,
    a.sep_3,
    a.sep_4,
    a.sep_5,
    a.mem_conf,
    a.mem_total,
    a.pet_n AS petitions,
    o.both_n,
    o.pc_members,
    o.coop_cross,
    o.coop_seats,
    o.incompat_a,
    o.incompat_b,
    o.incompat_c,
    o.coop_seats > 0 AND o.coop_cross * 2 > o.coop_seats AS most_seats,
    COALESCE(o.incompat_a > 0, FALSE) OR COALESCE(o.incompat_c > 0, FALSE) AS incompatible
  FROM communities AS c
  LEFT JOIN t07 AS a ON a.period = c.period AND a.community_code = c.community_code
  LEFT JOIN t03 AS o ON o.period = c.period AND o.community_code = c.community_code
  WHERE c.ctype = '村改居'
),

scores AS (
  SELECT
    period,
    community_code,
    CAST(SUM(passed) AS BIGINT) AS checks_passed,
    CAST(SUM(checks) AS BIGINT) AS checks_due
  FROM facts_f6
  WHERE is_separation AND check_applies
  GROUP BY period, community_code
  HAVING COUNT(*) = COUNT(passed)
)

SELECT
  r.period,
  r.district_code,
  r.town_code,
  r.community_code,
  r.need,
  r.sep_1,
  r.sep_2,
  r.sep_3,
  r.sep_4,
  r.sep_5,
  s.checks_passed,
  s.checks_due,
  r.both_n,
  r.pc_members,
  r.coop_cross,
  r.coop_seats,
  r.incompat_a,
  r.incompat_b,
  r.incompat_c,
  r.mem_conf,
  r.mem_total,
  r.petitions,
  CASE
    WHEN r.sep_1 AND r.incompatible AND r.sep_5 AND r.most_seats THEN 'both'
    WHEN r.sep_1 AND r.incompatible THEN 'posts'
    WHEN r.sep_5 AND r.most_seats THEN 'seats'
    WHEN s.checks_passed = 0 AND r.most_seats THEN 'not_apart'
  END AS tension
FROM reports AS r
LEFT JOIN scores AS s ON s.period = r.period AND s.community_code = r.community_code
