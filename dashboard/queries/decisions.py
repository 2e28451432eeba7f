"""What the page on decisions asks: steps by category, how far matters came, the log itself, deviations."""

from __future__ import annotations

STEPS = """
-- Row: one step of the four deliberations and two disclosures × category of matter, and each step over all
-- categories (category null), of the matters that reached the step in the quarter.
-- done: dated no later than any following step; known: told at all; reached: all of them.
SELECT
  f.step,
  f.dec_cat AS category,
  coalesce(c.label_zh, f.dec_cat) AS category_zh,
  coalesce(c.label_en, f.dec_cat) AS category_en,
  CAST(sum(f.recorded) AS BIGINT) AS done,
  count(f.recorded) AS known,
  count(*) AS reached
FROM facts_f5 AS f
LEFT JOIN choices AS c ON c.form = 'T05' AND c.field = 'dec_cat' AND c.value = f.dec_cat
WHERE
  f.period = $period
  AND f.is_step
  AND f.dec_id IS NOT NULL
  AND ($unit = $city OR f.district_code = $unit)
GROUP BY GROUPING SETS ((f.step), (f.step, f.dec_cat, c.label_zh, c.label_en, c.position))
ORDER BY
  grouping(f.dec_cat) DESC,
  c.position,
  f.dec_cat,
  f.step
"""

NAMES = """
-- Row: one step, in order, with its name.
SELECT
  value AS step,
  label_zh,
  label_en
FROM detail_codes
WHERE
  detail = 'decision_deviations'
  AND "column" = 'step'
ORDER BY position
"""

SURVIVAL = """
-- Row: one step; of the matters that began (reached their first step) within the four quarters up to this one, how many
-- had reached the step by its end, and how many of those had done it in order. begun is the same in every row.
WITH reached AS (
  SELECT
    f.unit_code,
    f.community_code,
    f.dec_id,
    f.step,
    f.recorded,
    min(p.position) OVER (PARTITION BY f.unit_code, f.community_code, f.dec_id) AS began,
    n.position AS now
  FROM facts_f5 AS f
  INNER JOIN periods AS p ON p.period = f.period
  INNER JOIN periods AS n ON n.period = $period
  WHERE
    f.is_step
    AND f.dec_id IS NOT NULL
    AND p.position <= n.position
    AND ($unit = $city OR f.district_code = $unit)
)
SELECT
  step,
  (SELECT count(DISTINCT (unit_code, community_code, dec_id)) FROM reached WHERE began > now - 4) AS begun,
  count(*) AS reached,
  count(recorded) AS known,
  CAST(sum(recorded) AS BIGINT) AS done
FROM reached
WHERE began > now - 4
GROUP BY step
ORDER BY step
"""

LOG = """
-- Row: what the log itself looks like in the quarter: matters closed, communities that owe it, hearings of the year so
-- far, and the median of days from the vote to the first report that told of it, over the matters voted on.
WITH votes AS (
  SELECT date_diff('day', any_value(t.s4_on), min(CAST(e.received_at AS DATE))) AS days
  FROM t05 AS t
  INNER JOIN periods AS p ON p.period = $period AND t.s4_on BETWEEN p.start_on AND p.end_on
  INNER JOIN communities AS c ON c.period = p.period AND c.community_code = t.community_code
  INNER JOIN t05_reports AS r
    ON r.unit_code = t.unit_code
    AND r.community_code = t.community_code
    AND r.dec_id = t.dec_id
    AND r.s4_on IS NOT NULL
  INNER JOIN receipts AS e ON e.receipt = r.receipt
  WHERE $unit = $city OR c.district_code = $unit
  GROUP BY t.unit_code, t.community_code, t.dec_id
)
SELECT
  CAST(coalesce(sum(f.matters), 0) AS BIGINT) AS matters,
  CAST(coalesce(sum(f.communities), 0) AS BIGINT) AS communities,
  CAST(coalesce(sum(f.hearings), 0) AS BIGINT) AS hearings,
  (SELECT median(days) FROM votes) AS days
FROM facts_f5 AS f
WHERE
  f.period = $period
  AND ($unit = $city OR f.district_code = $unit)
"""

DEVIATIONS = """
-- Row: one deviation of one decision that came about in the quarter; decisions with the newest first. The step is
-- named where the deviation does not name it itself.
SELECT
  coalesce(u.name_zh, d.district_code) AS district_zh,
  coalesce(u.name_en, d.district_code) AS district_en,
  coalesce(c.name, d.community_code) AS community,
  c.unit_code,
  d.community_code,
  d.dec_id,
  coalesce(k.label_zh, d.dec_cat) AS category_zh,
  coalesce(k.label_en, d.dec_cat) AS category_en,
  w.label_zh AS what_zh,
  w.label_en AS what_en,
  w.clause,
  CASE WHEN d.deviation IN ('step_missing', 'out_of_order', 'back_filled') THEN s.label_zh END AS step_zh,
  CASE WHEN d.deviation IN ('step_missing', 'out_of_order', 'back_filled') THEN s.label_en END AS step_en,
  d.found_on,
  d.expected_on,
  d.days_late,
  d.found,
  d.expected,
  d.hinders_six_steps
FROM decision_deviations AS d
LEFT JOIN communities AS c ON c.period = d.period AND c.community_code = d.community_code
LEFT JOIN units AS u ON u.unit_code = d.district_code AND u.level = 'district'
LEFT JOIN choices AS k ON k.form = 'T05' AND k.field = 'dec_cat' AND k.value = d.dec_cat
LEFT JOIN detail_codes AS w
  ON w.detail = 'decision_deviations'
  AND w."column" = 'deviation'
  AND w.value = d.deviation
LEFT JOIN detail_codes AS s ON s.detail = 'decision_deviations' AND s."column" = 'step' AND s.value = d.step
WHERE
  d.period = $period
  AND ($unit = $city OR d.district_code = $unit)
ORDER BY
  max(coalesce(d.found_on, d.expected_on)) OVER (PARTITION BY d.community_code, d.dec_id) DESC,
  d.district_code,
  d.community_code,
  d.dec_id,
  d.step,
  d.deviation
"""

STORIES = """
-- Row: one step of a decision of which any step, or any deviation, falls into the quarter; decisions with most
-- deviations first, steps in order. step_on: null while it has no date by the quarter's end; wrong: the deviations that
-- name the step; deviations: those of the decision up to the quarter's end.
WITH dated AS (
  SELECT
    t.unit_code,
    t.community_code,
    t.dec_id,
    t.dec_cat,
    unnest(['s0', 's1', 's2', 's3', 's4', 's5', 's6']) AS step,
    unnest([t.s0_on, t.s1_on, t.s2_on, t.s3_on, t.s4_on, t.s5_on, t.s6_on]) AS step_on
  FROM t05 AS t
), known AS (
  SELECT
    d.*,
    w.label_zh AS what_zh,
    w.label_en AS what_en
  FROM decision_deviations AS d
  INNER JOIN periods AS p ON p.period = d.period
  INNER JOIN periods AS n ON n.period = $period AND p.position <= n.position
  LEFT JOIN detail_codes AS w
    ON w.detail = 'decision_deviations'
    AND w."column" = 'deviation'
    AND w.value = d.deviation
), picked AS (
  SELECT
    d.community_code,
    d.dec_id
  FROM dated AS d
  INNER JOIN periods AS p ON p.period = $period AND d.step_on BETWEEN p.start_on AND p.end_on
  UNION
  SELECT
    community_code,
    dec_id
  FROM known
  WHERE period = $period
)
SELECT
  concat_ws('/', d.community_code, d.dec_id) AS code,
  d.unit_code,
  d.community_code,
  u.name_zh AS district_zh,
  u.name_en AS district_en,
  coalesce(c.name, d.community_code) AS community,
  d.dec_id,
  coalesce(k.label_zh, d.dec_cat) AS category_zh,
  coalesce(k.label_en, d.dec_cat) AS category_en,
  d.step,
  s.label_zh AS step_zh,
  s.label_en AS step_en,
  CASE WHEN d.step_on <= p.end_on THEN d.step_on END AS step_on,
  p.end_on AS as_of,
  (
    SELECT list(w.what_zh ORDER BY w.deviation)
    FROM known AS w
    WHERE
      w.community_code = d.community_code
      AND w.dec_id = d.dec_id
      AND w.step = d.step
  ) AS wrong_zh,
  (
    SELECT list(w.what_en ORDER BY w.deviation)
    FROM known AS w
    WHERE
      w.community_code = d.community_code
      AND w.dec_id = d.dec_id
      AND w.step = d.step
  ) AS wrong_en,
  (
    SELECT count(*)
    FROM known AS w
    WHERE
      w.community_code = d.community_code
      AND w.dec_id = d.dec_id
  ) AS deviations
FROM dated AS d
INNER JOIN picked USING (community_code, dec_id)
INNER JOIN periods AS p ON p.period = $period
INNER JOIN communities AS c ON c.period = $period AND c.community_code = d.community_code
LEFT JOIN units AS u ON u.unit_code = c.district_code AND u.level = 'district'
LEFT JOIN choices AS k ON k.form = 'T05' AND k.field = 'dec_cat' AND k.value = d.dec_cat
LEFT JOIN detail_codes AS s ON s.detail = 'decision_deviations' AND s."column" = 'step' AND s.value = d.step
WHERE $unit = $city OR c.district_code = $unit
ORDER BY
  deviations DESC,
  d.community_code,
  d.dec_id,
  d.step
"""
