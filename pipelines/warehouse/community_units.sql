-- One row per community and version: a new one begins with the quarter in which name, type or town changed.
-- Whoever joins a figure of a period takes the version valid on the period's last day.
WITH told AS (
  SELECT
    c.community_code,
    c.name,
    c.town_code,
    c.side,
    c.ctype,
    p.start_on,
    LAG(c.community_code) OVER earlier IS NULL
      OR c.name IS DISTINCT FROM LAG(c.name) OVER earlier
      OR c.town_code IS DISTINCT FROM LAG(c.town_code) OVER earlier
      OR c.ctype IS DISTINCT FROM LAG(c.ctype) OVER earlier AS begins
  FROM communities AS c
  JOIN periods AS p ON p.period = c.period
  WINDOW earlier AS (PARTITION BY c.community_code ORDER BY c.period)
)

SELECT
  community_code AS unit_code,
  name AS name_zh,
  name AS name_en,
  name AS short_zh,
  name AS short_en,
  'community' AS level,
  town_code AS parent_code,
  side,
  ctype,
  start_on AS valid_from,
  CAST(LEAD(start_on) OVER (PARTITION BY community_code ORDER BY start_on) - INTERVAL 1 DAY AS DATE) AS valid_to,
  FALSE AS reports
FROM told
WHERE begins
ORDER BY unit_code, valid_from
