-- One row per major matter, deviation and step, in the quarter in which it came about: the day on which a later step
-- passed the missing one by, on which a posting fell due, of the vote, of the late report.
-- Whether a step or a posting failed is said by the facts of F5; dates are today's. `hinders_six_steps` says whether
-- the deviation is one that six_step_full_rate counts: steps 1 to 6 missing or out of order, nothing else.
-- Found and expected: persons present and due, votes, days posted; days late are calendar days.
WITH limits AS (
  SELECT
    MAX(CASE WHEN name = 'posting_kept_days' THEN CAST(value AS INTEGER) END) AS posting_kept_days,
    MAX(CASE WHEN name = 'entry_days' THEN CAST(value AS INTEGER) END) AS entry_days
  FROM parameters
  WHERE family = 'F5'
),

names AS (
  SELECT step FROM (VALUES ('s0'), ('s1'), ('s2'), ('s3'), ('s4'), ('s5'), ('s6')) AS s (step)
),

dated AS (
  SELECT
    t.unit_code,
    t.community_code,
    t.dec_id,
    s.step,
    CASE s.step
      WHEN 's0' THEN t.s0_on
      WHEN 's1' THEN t.s1_on
      WHEN 's2' THEN t.s2_on
      WHEN 's3' THEN t.s3_on
      WHEN 's4' THEN t.s4_on
      WHEN 's5' THEN t.s5_on
      WHEN 's6' THEN t.s6_on
    END AS step_on
  FROM t05 AS t
  CROSS JOIN names AS s
),

-- Steps that failed. A posting that came, but late, is a matter of days and is told from its due day.
failed_steps AS (
  SELECT
    d.unit_code,
    d.community_code,
    d.dec_id,
    CASE
      WHEN f.step = 's0' AND d.step_on IS NULL THEN 'agenda_not_reviewed'
      WHEN f.step = 's0' THEN 'agenda_reviewed_late'
      WHEN f.step = 's5' AND d.step_on IS NULL THEN 'resolution_not_posted'
      WHEN f.step = 's6' AND d.step_on IS NULL THEN 'result_not_posted'
      WHEN d.step_on IS NULL THEN 'step_missing'
      ELSE 'out_of_order'
    END AS deviation,
    f.step,
    f.reached_on AS known_on,
    d.step_on AS found_on,
    f.reached_on AS expected_on,
    f.step <> 's0' AS hinders_six_steps
  FROM facts_f5 AS f
  JOIN dated AS d
    ON d.unit_code = f.unit_code AND d.community_code = f.community_code AND d.dec_id = f.dec_id AND d.step = f.step
  JOIN t05 AS t ON t.unit_code = f.unit_code AND t.community_code = f.community_code AND t.dec_id = f.dec_id
  WHERE f.is_step
    AND f.recorded = 0
    AND (d.step_on IS NULL OR f.step < 's5' OR (f.step = 's5' AND d.step_on > t.s6_on))
),

-- A late posting hinders the six steps only when the quarter in which the matter closed ended without it.
late_postings AS (
  SELECT
    d.unit_code,
    d.community_code,
    d.dec_id,
    CASE WHEN f.step = 's5' THEN 'resolution_late' ELSE 'result_late' END AS deviation,
    f.step,
    f.due_on AS known_on,
    d.step_on AS found_on,
    f.due_on AS expected_on,
    d.step_on > p.end_on AND (f.step = 's6' OR COALESCE(t.s4_result = '未通过', FALSE)) AS hinders_six_steps
  FROM facts_f5 AS f
  JOIN periods AS p ON p.period = f.period
  JOIN dated AS d
    ON d.unit_code = f.unit_code AND d.community_code = f.community_code AND d.dec_id = f.dec_id AND d.step = f.step
  JOIN t05 AS t ON t.unit_code = f.unit_code AND t.community_code = f.community_code AND t.dec_id = f.dec_id
  WHERE f.is_posting AND d.step_on > f.due_on
),

-- What is wrong with a posting or a vote by its numbers, and with a matter carried out at the wrong time.
votes AS (
  SELECT
    unit_code, community_code, dec_id, 'posted_too_short' AS deviation, 's5' AS step, s5_on AS known_on,
    s5_on AS found_on, CAST(NULL AS DATE) AS expected_on, post_days AS found, posting_kept_days AS expected
  FROM t05
  CROSS JOIN limits
  WHERE post_days < posting_kept_days AND s5_on IS NOT NULL AND s4_result IS DISTINCT FROM '撤回'
  UNION ALL
  SELECT
    unit_code, community_code, dec_id, 'no_quorum', 's4', s4_on,
    s4_on, NULL, rep_present, CAST(FLOOR(rep_due / 2.0) AS BIGINT) + 1
  FROM t05
  WHERE rep_present * 2 <= rep_due AND s4_result IS DISTINCT FROM '撤回'
  UNION ALL
  SELECT
    unit_code, community_code, dec_id, 'no_majority', 's4', s4_on,
    s4_on, NULL, votes_for, CAST(FLOOR(rep_present / 2.0) AS BIGINT) + 1
  FROM t05
  WHERE s4_result = '通过' AND votes_for * 2 <= rep_present
  UNION ALL
  SELECT
    unit_code, community_code, dec_id, 'carried_out_unresolved', 's4', impl_on,
    impl_on, NULL, NULL, NULL
  FROM t05
  WHERE impl_on < s4_on OR (impl_on IS NOT NULL AND s4_result IN ('未通过', '撤回'))
  UNION ALL
  SELECT
    unit_code, community_code, dec_id, 'result_too_early', 's6', s6_on,
    s6_on, impl_on, NULL, NULL
  FROM t05
  WHERE s6_on < impl_on AND (s4_result IS NULL OR s4_result = '通过')
),

-- The first accepted report that dated a step; steps done before the community owed reports are nobody's delay.
entries AS (
  SELECT
    d.unit_code,
    d.community_code,
    d.dec_id,
    d.step,
    d.step_on,
    MIN(CAST(e.received_at AS DATE)) AS entered_on,
    MIN(e.period) AS entered_in,
    MIN(e.receipt) AS first_receipt
  FROM dated AS d
  JOIN periods AS p ON d.step_on BETWEEN p.start_on AND p.end_on
  JOIN communities AS c ON c.period = p.period AND c.community_code = d.community_code AND c.ctype = '村改居'
  JOIN t05_reports AS r
    ON r.unit_code = d.unit_code AND r.community_code = d.community_code AND r.dec_id = d.dec_id
  JOIN receipts AS e ON e.receipt = r.receipt
  WHERE CASE d.step
      WHEN 's0' THEN r.s0_on
      WHEN 's1' THEN r.s1_on
      WHEN 's2' THEN r.s2_on
      WHEN 's3' THEN r.s3_on
      WHEN 's4' THEN r.s4_on
      WHEN 's5' THEN r.s5_on
      WHEN 's6' THEN r.s6_on
    END IS NOT NULL
  GROUP BY d.unit_code, d.community_code, d.dec_id, d.step, d.step_on
),

-- One row per matter with any step entered late, told by the step that waited longest.
late_entries AS (
  SELECT
    e.*,
    ROW_NUMBER() OVER (
      PARTITION BY e.unit_code, e.community_code, e.dec_id
      ORDER BY DATE_DIFF('day', e.step_on, e.entered_on) DESC, e.step
    ) AS place,
    COUNT(*) OVER (PARTITION BY e.unit_code, e.community_code, e.dec_id) AS steps,
    MIN(DATE_DIFF('day', e.step_on, e.entered_on))
      OVER (PARTITION BY e.unit_code, e.community_code, e.dec_id) AS shortest,
    MIN(e.first_receipt) OVER (PARTITION BY e.unit_code, e.community_code, e.dec_id)
      = MAX(e.first_receipt) OVER (PARTITION BY e.unit_code, e.community_code, e.dec_id) AS is_at_once,
    n.entry_days
  FROM entries AS e
  CROSS JOIN limits AS n
),

deviations AS (
  SELECT
    unit_code, community_code, dec_id, deviation, step, known_on, found_on, expected_on,
    DATE_DIFF('day', expected_on, found_on) AS days_late, CAST(NULL AS BIGINT) AS found,
    CAST(NULL AS BIGINT) AS expected, hinders_six_steps
  FROM failed_steps
  UNION ALL
  SELECT
    unit_code, community_code, dec_id, deviation, step, known_on, found_on, expected_on,
    DATE_DIFF('day', expected_on, found_on), NULL, NULL, hinders_six_steps
  FROM late_postings
  UNION ALL
  SELECT
    unit_code, community_code, dec_id, deviation, step, known_on, found_on, expected_on,
    NULL, found, expected, FALSE
  FROM votes
  UNION ALL
  SELECT
    e.unit_code, e.community_code, e.dec_id,
    CASE WHEN e.is_at_once AND e.steps >= 4 AND e.shortest > e.entry_days THEN 'entered_at_once' ELSE 'back_filled' END,
    e.step, p.end_on, e.entered_on, CAST(e.step_on + e.entry_days AS DATE),
    DATE_DIFF('day', e.step_on, e.entered_on) - e.entry_days, NULL, NULL, FALSE
  FROM late_entries AS e
  JOIN periods AS p ON p.period = e.entered_in
  WHERE e.place = 1 AND DATE_DIFF('day', e.step_on, e.entered_on) > e.entry_days
)

SELECT
  p.period,
  c.district_code,
  c.town_code,
  d.community_code,
  d.dec_id,
  t.dec_cat,
  d.deviation,
  d.step,
  d.found_on,
  d.expected_on,
  d.days_late,
  d.found,
  d.expected,
  d.hinders_six_steps,
  t.receipt,
  t.sheet,
  t.row
FROM deviations AS d
JOIN t05 AS t ON t.unit_code = d.unit_code AND t.community_code = d.community_code AND t.dec_id = d.dec_id
JOIN periods AS p ON d.known_on BETWEEN p.start_on AND p.end_on
JOIN communities AS c ON c.period = p.period AND c.community_code = d.community_code AND c.ctype = '村改居'
