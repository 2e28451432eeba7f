-- One row per quarter and: village-turned community (is_community), matter of a reporting unit in T08 (is_matter;
-- is_listed: on its list). A unit with village-turned communities that sent no matter is one row with nulls: not
-- reported; a community that did not send T03 has nulls.
-- Counts: 1 or 0 per community and per off-list matter; pairs of matter and community; cases.
WITH owing AS (
  SELECT DISTINCT period, unit_code
  FROM communities
  WHERE ctype = '村改居'
),

stations AS (
  SELECT
    c.period,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side,
    o.station_mode,
    o.station_mode IN ('独立工作站', '联合工作站') AS has_station,
    -- Without a date the station has not opened yet.
    o.station_mode IN ('独立工作站', '联合工作站')
      AND COALESCE(o.station_open_on <= p.end_on, CASE WHEN o.community_code IS NOT NULL THEN FALSE END)
      AND o.act_station AS operating
  FROM communities AS c
  JOIN periods AS p ON p.period = c.period
  LEFT JOIN t03 AS o ON o.period = c.period AND o.community_code = c.community_code
  WHERE c.ctype = '村改居'
),

matters_reported AS (
  SELECT
    t.period,
    t.unit_code,
    t.matter_code,
    t.ecat,
    t.dept_code,
    t.basis,
    t.on_list,
    -- More communities or cases done than due: the two contradict each other.
    CASE WHEN t.com_station <= t.com_due THEN t.com_due END AS pairs_due,
    CASE WHEN t.com_station <= t.com_due THEN t.com_station END AS pairs_taken,
    -- What is due follows from the promised time; without it nothing can be on time.
    CASE WHEN t.days IS NOT NULL AND t.c_ontime <= t.c_due THEN t.c_due END AS cases_due,
    CASE WHEN t.days IS NOT NULL AND t.c_ontime <= t.c_due THEN t.c_ontime END AS cases_on_time
  FROM t08 AS t
  UNION ALL
  SELECT o.period, o.unit_code, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM owing AS o
  LEFT JOIN (SELECT DISTINCT period, unit_code FROM t08) AS t ON t.period = o.period AND t.unit_code = o.unit_code
  WHERE t.unit_code IS NULL
)

SELECT
  period,
  CAST(NULL AS VARCHAR) AS unit_code,
  community_code,
  town_code,
  district_code,
  side,
  CAST(NULL AS VARCHAR) AS matter_code,
  CAST(NULL AS VARCHAR) AS category,
  CAST(NULL AS VARCHAR) AS department,
  CAST(NULL AS VARCHAR) AS basis,
  TRUE AS is_community,
  FALSE AS is_matter,
  FALSE AS is_listed,
  1 AS communities,
  CAST(operating AS INTEGER) AS station_operating,
  CAST(has_station AND NOT operating AS INTEGER) AS station_idle,
  CAST(station_mode = '居委会承接' AS INTEGER) AS committee_fallback,
  CAST(station_mode = '未承接' AS INTEGER) AS nobody,
  CAST(operating AND station_mode = '独立工作站' AS INTEGER) AS station_own,
  CAST(operating AND station_mode = '联合工作站' AS INTEGER) AS station_shared,
  NULL AS pairs_due,
  NULL AS pairs_taken,
  NULL AS off_list,
  NULL AS cases_due,
  NULL AS cases_on_time
FROM stations
UNION ALL
SELECT
  m.period,
  m.unit_code,
  NULL,
  NULL,
  r.district_code,
  r.side,
  m.matter_code,
  m.ecat,
  m.dept_code,
  m.basis,
  FALSE,
  TRUE,
  COALESCE(m.on_list, TRUE),
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  CASE WHEN m.on_list THEN m.pairs_due END,
  m.pairs_taken,
  CAST(NOT m.on_list AS INTEGER),
  CASE WHEN m.on_list THEN m.cases_due END,
  m.cases_on_time
FROM matters_reported AS m
JOIN reporting_units AS r ON r.unit_code = m.unit_code
