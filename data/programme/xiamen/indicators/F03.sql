-- One row per quarter and village-turned community, as reported in T03 of the quarter; a community that did not send
-- it has nulls. A half-year is what its last quarter says: it is a state, not a sum.
-- Counts: persons, seats of the co-operative, cases of incompatible posts. *_applies is false where there is no
-- co-operative (no seats, or said to be not applicable) or no workstation.
WITH reports AS (
  SELECT
    c.period,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    o.both_n,
    o.pc_members,
    o.coop_seats,
    o.coop_cross,
    o.incompat_a,
    o.incompat_b,
    o.incompat_c,
    COALESCE(LIST_CONTAINS(o.not_applicable, 'coop_seats'), FALSE) OR COALESCE(o.coop_seats = 0, FALSE) AS no_coop,
    COALESCE(LIST_CONTAINS(o.not_applicable, 'incompat_a'), FALSE) AS a_outside,
    COALESCE(LIST_CONTAINS(o.not_applicable, 'incompat_c'), FALSE) AS c_outside
  FROM communities AS c
  LEFT JOIN t03 AS o ON o.period = c.period AND o.community_code = c.community_code
  WHERE c.ctype = '村改居'
)

SELECT
  period,
  community_code,
  town_code,
  district_code,
  side,
  both_n,
  pc_members,
  NOT no_coop AS coop_applies,
  coop_cross,
  coop_seats,
  -- One kind not answered leaves the sum unknown; a kind that cannot occur adds nothing.
  CASE WHEN a_outside THEN 0 ELSE incompat_a END
    + incompat_b
    + CASE WHEN c_outside THEN 0 ELSE incompat_c END AS incompatible,
  incompat_a,
  NOT a_outside AS a_applies,
  incompat_b,
  incompat_c,
  NOT c_outside AS c_applies
FROM reports
