-- One row per indicator, split and value: the declared ones, then those that only the rows hold (department and
-- matter codes), which bear the names of their lists. `declared` is what the definitions give.
WITH seen AS (
  SELECT DISTINCT indicator, split, split_value
  FROM indicator_values
  WHERE split <> 'all'
),

every_value AS (
  SELECT indicator, split, split_value FROM declared WHERE split_value <> 'unknown'
  UNION
  SELECT indicator, split, split_value FROM seen
),

headings AS (
  SELECT DISTINCT indicator, split, label_zh, label_en, kind FROM declared
),

listed AS (
  SELECT code, COALESCE(NULLIF(short_zh, ''), name_zh) AS name_zh, COALESCE(NULLIF(short_en, ''), name_en) AS name_en
  FROM departments
  UNION ALL
  SELECT code, name_zh, name_en FROM matters
  UNION ALL
  SELECT id, CONCAT(id, ' ', title_zh), CONCAT(id, ' ', title_en) FROM forms
)

SELECT
  v.indicator,
  v.split,
  h.label_zh,
  h.label_en,
  h.kind,
  v.split_value,
  COALESCE(d.value_zh, l.name_zh, v.split_value) AS value_zh,
  COALESCE(d.value_en, l.name_en, v.split_value) AS value_en,
  CAST(ROW_NUMBER() OVER (
    PARTITION BY v.indicator, v.split
    ORDER BY v.split_value = 'unknown', d.position NULLS LAST, v.split_value
  ) AS INTEGER) AS position
FROM every_value AS v
JOIN headings AS h ON h.indicator = v.indicator AND h.split = v.split
LEFT JOIN declared AS d
  ON d.indicator = v.indicator AND d.split = v.split AND d.split_value = v.split_value
LEFT JOIN listed AS l ON l.code = v.split_value
ORDER BY v.indicator, v.split, position
