-- One row per quarter and: community and listed item (is_item), village-turned community (is_community). Urban
-- communities whose centre is on record are rows for comparison (is_compared: an item of one). The registers of
-- communities and centres (T01, T10, T10b) stand until a newer row comes; a village-turned community without a centre
-- on record, or whose centres sent no list, is one item not reported.
-- Counts: 1 or 0 per community and item, an item being available when any centre that serves the community has it;
-- residents of the community, who count as within reach when its centre point is.
WITH serving AS (
  SELECT t.period, t.unit_code, t.centre_id, s.community_code, t.lon, t.lat, t.hrs
  FROM t10_asof AS t
  CROSS JOIN UNNEST(t.serves) AS s (community_code)
),

-- What each centre answers for each item: yes, no, not reported (null), or not applicable (is_outside).
answers AS (
  SELECT
    period,
    unit_code,
    centre_id,
    matter_code,
    avail,
    COALESCE(LIST_CONTAINS(not_applicable, 'avail'), FALSE) AS avail_outside,
    -- What cannot be had here at all cannot be had on equal terms.
    COALESCE(nonlocal_ok, CASE WHEN NOT avail THEN FALSE END) AS equal,
    COALESCE(LIST_CONTAINS(not_applicable, 'avail') OR LIST_CONTAINS(not_applicable, 'nonlocal_ok'), FALSE)
      AS equal_outside
  FROM t10b_asof
),

items AS (
  SELECT
    s.period,
    s.community_code,
    a.matter_code,
    CASE
      WHEN BOOL_OR(COALESCE(a.avail, FALSE)) THEN 1
      WHEN COUNT(a.avail) = COUNT(CASE WHEN NOT a.avail_outside THEN 1 END) THEN 0
    END AS available,
    NOT BOOL_AND(a.avail_outside) AS available_applies,
    CASE
      WHEN BOOL_OR(COALESCE(a.equal, FALSE)) THEN 1
      WHEN COUNT(a.equal) = COUNT(CASE WHEN NOT a.equal_outside THEN 1 END) THEN 0
    END AS equal,
    NOT BOOL_AND(a.equal_outside) AS equal_applies
  FROM serving AS s
  JOIN answers AS a ON a.period = s.period AND a.unit_code = s.unit_code AND a.centre_id = s.centre_id
  GROUP BY s.period, s.community_code, a.matter_code
),

-- Whether a community is within reach is told only where its own centre is on record with place and hours: another
-- centre may happen to reach it, but nobody could say that none does.
own_centres AS (
  SELECT
    period,
    community_code,
    BOOL_AND(lon IS NOT NULL AND lat IS NOT NULL AND hrs IS NOT NULL) AS is_known
  FROM serving
  GROUP BY period, community_code
),

members AS (
  SELECT
    c.*,
    c.ctype <> '村改居' AS comparison,
    o.is_known AS centres_known,
    w.is_within AS is_near
  FROM communities AS c
  LEFT JOIN own_centres AS o ON o.period = c.period AND o.community_code = c.community_code
  LEFT JOIN community_access AS w ON w.period = c.period AND w.community_code = c.community_code
  WHERE c.ctype = '村改居' OR (c.ctype = '城市社区' AND o.community_code IS NOT NULL)
)

SELECT
  c.period,
  c.community_code,
  c.town_code,
  c.district_code,
  c.side,
  c.ctype,
  c.comparison,
  i.matter_code,
  SUBSTR(i.matter_code, 1, 3) AS area,
  TRUE AS is_item,
  c.comparison AS is_compared,
  FALSE AS is_community,
  1 AS items,
  i.available,
  COALESCE(i.available_applies, TRUE) AS available_applies,
  i.equal AS equal_terms,
  COALESCE(i.equal_applies, TRUE) AS equal_applies,
  CAST(NULL AS BIGINT) AS residents,
  CAST(NULL AS BIGINT) AS residents_within,
  CAST(NULL AS BOOLEAN) AS reach_applies
FROM members AS c
LEFT JOIN items AS i ON i.period = c.period AND i.community_code = c.community_code
WHERE NOT c.comparison OR i.matter_code IS NOT NULL
UNION ALL
SELECT
  period,
  community_code,
  town_code,
  district_code,
  side,
  ctype,
  comparison,
  NULL,
  NULL,
  FALSE,
  FALSE,
  TRUE,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  residents,
  CASE WHEN lon IS NOT NULL AND lat IS NOT NULL AND centres_known AND is_near THEN residents
    WHEN lon IS NOT NULL AND lat IS NOT NULL AND centres_known AND NOT is_near THEN 0 END,
  NOT COALESCE(LIST_CONTAINS(not_applicable, 'lon') OR LIST_CONTAINS(not_applicable, 'lat'), FALSE)
FROM members
WHERE NOT comparison
