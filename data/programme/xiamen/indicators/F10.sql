-- One row per quarter and village-turned community. T11 comes once per half-year: what stands in a quarter is the row
-- sent in the half-year so far, and a community that did not send one has nulls.
-- Counts: 1 or 0 per community or council; numbers of organisations and permanent residents.
WITH answers AS (
  SELECT
    p.period,
    t.unit_code,
    t.community_code,
    t.cncl,
    t.cncl_n,
    t.seat_mig,
    t.org_reg,
    t.org_filed,
    t.org_srv,
    t.org_ben,
    t.org_mut,
    t.not_applicable,
    ROW_NUMBER() OVER (PARTITION BY p.period, t.unit_code, t.community_code ORDER BY t.period DESC) AS newest
  FROM t11 AS t
  JOIN periods AS q ON q.period = t.period
  JOIN periods AS p ON p.half = q.half AND p.period >= q.period
),

reports AS (
  SELECT
    c.period,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    c.residents,
    a.cncl,
    -- A council that says its meetings do not apply has not met.
    COALESCE(a.cncl_n, CASE WHEN LIST_CONTAINS(a.not_applicable, 'cncl_n') THEN 0 END) AS meetings,
    COALESCE(a.seat_mig, CASE WHEN LIST_CONTAINS(a.not_applicable, 'seat_mig') THEN 0 END) AS migrant_seats,
    a.org_reg,
    a.org_filed,
    a.org_srv,
    a.org_ben,
    a.org_mut
  FROM communities AS c
  LEFT JOIN answers AS a
    ON a.period = c.period AND a.unit_code = c.unit_code AND a.community_code = c.community_code AND a.newest = 1
  WHERE c.ctype = '村改居'
)

SELECT
  period,
  community_code,
  town_code,
  district_code,
  side,
  1 AS communities,
  CAST(cncl AS INTEGER) AS council_set_up,
  -- Without a council there is nothing that could meet; a council whose meetings are left blank is unknown.
  CAST(cncl AND meetings > 0 AS INTEGER) AS council_operating,
  COALESCE(cncl, TRUE) AS council_applies,
  CASE WHEN cncl THEN 1 END AS councils,
  CAST(migrant_seats > 0 AS INTEGER) AS has_migrant_seat,
  residents,
  org_reg + org_filed AS organisations,
  org_reg AS registered,
  org_filed AS filed,
  org_srv AS service,
  org_ben AS benefit,
  org_mut AS mutual
FROM reports
