-- One row per quarter and: village-turned community (is_community), major matter closed in it (is_matter), step of
-- 四议两公开 that a matter reached in it (is_step), posting that fell due in it (is_posting). A quarter in which a unit
-- neither dated a step nor sent T05 is one row with nulls, not reported, for each of the last three that it has none of.
-- Counts: 1 or 0 per row; hearings and members of the committee are numbers. A community's half-year and year are made
-- of its quarters so far: what one quarter settles is known, anything else is unknown while a quarter is missing.
WITH limits AS (
  SELECT
    MAX(CASE WHEN name = 'posting_working_days' THEN CAST(value AS INTEGER) END) AS posting_working_days,
    MAX(CASE WHEN name = 'posting_kept_days' THEN CAST(value AS INTEGER) END) AS posting_kept_days
  FROM parameters
  WHERE family = 'F5'
),

turned AS (
  SELECT
    c.period,
    p.year,
    p.half,
    c.unit_code,
    c.community_code,
    c.town_code,
    c.district_code,
    c.side
  FROM communities AS c
  JOIN periods AS p ON p.period = c.period
  WHERE c.ctype = '村改居'
),

-- What was not said of the vote is read from what followed: who carries a matter out holds it to be passed.
votes AS (
  SELECT
    *,
    CASE
      WHEN s4_result = '撤回' THEN 'withdrawn'
      WHEN s4_result = '未通过' THEN 'rejected'
      WHEN s4_result = '通过' OR impl_on IS NOT NULL OR s6_on IS NOT NULL THEN 'passed'
    END AS outcome
  FROM t05
),

-- A withdrawn matter has no vote and nothing after it, a rejected one no result. Posting is due so many working days
-- after the vote, and after the matter was carried out.
matters AS (
  SELECT
    v.unit_code,
    v.community_code,
    v.dec_id,
    v.dec_cat,
    v.as_of,
    v.outcome,
    v.s0_on,
    v.s1_on,
    v.s2_on,
    v.s3_on,
    CASE WHEN v.outcome = 'withdrawn' THEN NULL ELSE v.s4_on END AS s4_on,
    CASE WHEN v.outcome = 'withdrawn' THEN NULL ELSE v.s5_on END AS s5_on,
    CASE WHEN v.outcome = 'passed' THEN v.s6_on END AS s6_on,
    CASE WHEN v.outcome = 'passed' THEN v.impl_on END AS impl_on,
    CASE WHEN v.outcome IN ('passed', 'rejected') THEN r.day END AS resolution_due,
    CASE WHEN v.outcome = 'passed' THEN s.day END AS result_due,
    v.post_days,
    CONCAT(',', COALESCE(ARRAY_TO_STRING(v.missing, ','), ''), ',') AS reasons,
    n.posting_kept_days
  FROM votes AS v
  CROSS JOIN limits AS n
  LEFT JOIN calendar_days AS d ON d.day = v.s4_on
  LEFT JOIN calendar_days AS r ON r.working_day = d.working_day + n.posting_working_days AND r.is_working
  LEFT JOIN calendar_days AS e ON e.day = v.impl_on
  LEFT JOIN calendar_days AS s ON s.working_day = e.working_day + n.posting_working_days AND s.is_working
),

steps AS (
  SELECT
    m.*,
    s.step,
    CASE s.step
      WHEN 's0' THEN m.s0_on
      WHEN 's1' THEN m.s1_on
      WHEN 's2' THEN m.s2_on
      WHEN 's3' THEN m.s3_on
      WHEN 's4' THEN m.s4_on
      WHEN 's5' THEN m.s5_on
      WHEN 's6' THEN m.s6_on
    END AS step_on,
    CASE s.step WHEN 's5' THEN m.resolution_due WHEN 's6' THEN m.result_due END AS due_on,
    CASE s.step WHEN 's5' THEN m.s4_on WHEN 's6' THEN m.impl_on END AS happened_on,
    m.reasons LIKE CONCAT('%,', s.step, '_on=%') AS is_unsaid
  FROM matters AS m
  CROSS JOIN (VALUES ('s0'), ('s1'), ('s2'), ('s3'), ('s4'), ('s5'), ('s6')) AS s (step)
),

followed AS (
  SELECT
    *,
    MIN(step_on) OVER (
      PARTITION BY unit_code, community_code, dec_id
      ORDER BY step
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS later_on
  FROM steps
),

-- A matter has reached a step on the day of the step, or of a later one that passed it by, or when its posting fell
-- due. A posting that was not yet due at the last report, or a date said to be missing, is unknown and not left out.
reached AS (
  SELECT
    *,
    LEAST(step_on, later_on, due_on, CASE WHEN step < 's5' THEN impl_on END) AS reached_on,
    COALESCE(step_on <= COALESCE(later_on, step_on), FALSE) AS in_order,
    step_on IS NULL AND (is_unsaid OR (later_on IS NULL AND COALESCE(as_of < due_on, FALSE))) AS is_unknown
  FROM followed
),

-- Passed matters close when the result is posted or should have been, rejected ones with the posting of the vote.
closed AS (
  SELECT unit_code, community_code, dec_id, LEAST(step_on, due_on) AS closed_on
  FROM reached
  WHERE (outcome = 'passed' AND step = 's6') OR (outcome = 'rejected' AND step = 's5')
),

closed_steps AS (
  SELECT
    p.period,
    r.unit_code,
    r.community_code,
    r.dec_id,
    r.dec_cat,
    CASE WHEN r.step_on <= p.end_on AND r.in_order THEN 1 WHEN r.is_unknown THEN NULL ELSE 0 END AS is_done
  FROM closed AS c
  JOIN periods AS p ON c.closed_on BETWEEN p.start_on AND p.end_on
  JOIN reached AS r
    ON r.unit_code = c.unit_code AND r.community_code = c.community_code AND r.dec_id = c.dec_id
  WHERE r.step BETWEEN 's1' AND CASE WHEN r.outcome = 'passed' THEN 's6' ELSE 's5' END
),

matter_rows AS (
  SELECT
    period,
    unit_code,
    community_code,
    dec_id,
    dec_cat,
    CASE WHEN MIN(is_done) = 0 THEN 0 WHEN COUNT(is_done) = COUNT(*) THEN 1 END AS full_steps
  FROM closed_steps
  GROUP BY period, unit_code, community_code, dec_id, dec_cat
),

step_rows AS (
  SELECT
    p.period,
    r.unit_code,
    r.community_code,
    r.dec_id,
    r.dec_cat,
    r.step,
    r.reached_on,
    CASE WHEN r.step_on <= p.end_on AND r.in_order THEN 1 WHEN r.is_unknown THEN NULL ELSE 0 END AS recorded
  FROM reached AS r
  JOIN periods AS p ON r.reached_on BETWEEN p.start_on AND p.end_on
),

-- Only the posting of the vote has its days counted in the form; what was posted before it happened is not posted.
posting_rows AS (
  SELECT
    p.period,
    r.unit_code,
    r.community_code,
    r.dec_id,
    r.dec_cat,
    r.step,
    r.due_on,
    CASE
      WHEN r.step_on > r.due_on OR r.step_on < r.happened_on THEN 0
      WHEN r.step_on IS NULL AND NOT r.is_unknown THEN 0
      WHEN r.step_on <= r.due_on AND r.step = 's6' THEN 1
      WHEN r.step_on <= r.due_on THEN CAST(r.post_days >= r.posting_kept_days AS INTEGER)
    END AS timely
  FROM reached AS r
  JOIN periods AS p ON COALESCE(r.due_on, r.step_on) BETWEEN p.start_on AND p.end_on
  WHERE r.step IN ('s5', 's6') AND r.outcome IN ('passed', 'rejected')
),

silent AS (
  SELECT a.about, o.period, o.unit_code
  FROM (VALUES ('matter'), ('step'), ('posting')) AS a (about)
  CROSS JOIN (SELECT DISTINCT period, unit_code FROM turned) AS o
  LEFT JOIN (
    SELECT DISTINCT p.period, s.unit_code
    FROM steps AS s
    JOIN periods AS p ON s.step_on BETWEEN p.start_on AND p.end_on
  ) AS d ON d.period = o.period AND d.unit_code = o.unit_code
  LEFT JOIN (
    SELECT DISTINCT period, unit AS unit_code
    FROM receipts
    WHERE state = 'accepted' AND LIST_CONTAINS(forms, 'T05')
  ) AS e ON e.period = o.period AND e.unit_code = o.unit_code
  WHERE d.unit_code IS NULL AND e.unit_code IS NULL
),

told AS (
  SELECT DISTINCT 'matter' AS about, period, unit_code FROM matter_rows
  UNION ALL
  SELECT DISTINCT 'step', period, unit_code FROM step_rows
  UNION ALL
  SELECT DISTINCT 'posting', period, unit_code FROM posting_rows
),

-- Each community with the quarters of the year so far in which it owed T06.
so_far AS (
  SELECT
    c.period,
    c.community_code,
    e.half = c.half AS in_half,
    COALESCE(d.asm_quorate, CASE WHEN d.asm_n = 0 THEN 0 END) AS quorate,
    d.hear_n,
    d.rc_reported
  FROM turned AS c
  JOIN turned AS e ON e.community_code = c.community_code AND e.year = c.year AND e.period <= c.period
  LEFT JOIN t06 AS d ON d.period = e.period AND d.community_code = e.community_code
),

halves_and_years AS (
  SELECT
    period,
    community_code,
    CASE
      WHEN MAX(CASE WHEN in_half THEN quorate END) > 0 THEN 1
      WHEN COUNT(CASE WHEN in_half THEN quorate END) = COUNT(CASE WHEN in_half THEN 1 END) THEN 0
    END AS assembly_held,
    CASE WHEN MAX(hear_n) > 0 THEN 1 WHEN COUNT(hear_n) = COUNT(*) THEN 0 END AS heard,
    CASE WHEN COUNT(hear_n) = COUNT(*) THEN SUM(hear_n) END AS hearings,
    CASE
      WHEN BOOL_OR(rc_reported) THEN 'reported'
      WHEN COUNT(rc_reported) = COUNT(*) THEN 'not_reported'
    END AS work_report
  FROM so_far
  GROUP BY period, community_code
),

quarters AS (
  SELECT
    c.period,
    c.community_code,
    CAST(t.sup_set AND t.sup_indep AND t.sup_checks >= 1 AS INTEGER) AS supervised,
    t.appr_due,
    t.appr_done,
    CAST(t.fin_rc AS INTEGER) AS posted_committee,
    CAST(t.fin_coop AS INTEGER) AS posted_coop,
    CAST(t.fin_rc AND t.fin_coop AS INTEGER) AS posted_both,
    COALESCE(LIST_CONTAINS(t.not_applicable, 'fin_coop'), FALSE) AS no_coop
  FROM turned AS c
  LEFT JOIN t06 AS t ON t.period = c.period AND t.community_code = c.community_code
),

subjects AS (
  SELECT
    'community' AS about, period, unit_code, community_code, CAST(NULL AS VARCHAR) AS dec_id,
    CAST(NULL AS VARCHAR) AS dec_cat, CAST(NULL AS VARCHAR) AS step, CAST(NULL AS DATE) AS reached_on,
    CAST(NULL AS DATE) AS due_on, CAST(NULL AS INTEGER) AS outcome
  FROM turned
  UNION ALL
  SELECT 'matter', period, unit_code, community_code, dec_id, dec_cat, NULL, NULL, NULL, full_steps FROM matter_rows
  UNION ALL
  SELECT 'step', period, unit_code, community_code, dec_id, dec_cat, step, reached_on, NULL, recorded FROM step_rows
  UNION ALL
  SELECT 'posting', period, unit_code, community_code, dec_id, dec_cat, step, NULL, due_on, timely FROM posting_rows
  UNION ALL
  SELECT s.about, s.period, s.unit_code, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM silent AS s
  LEFT JOIN told AS t ON t.about = s.about AND t.period = s.period AND t.unit_code = s.unit_code
  WHERE t.about IS NULL
)

SELECT
  s.period,
  s.unit_code,
  s.community_code,
  c.town_code,
  COALESCE(c.district_code, u.district_code) AS district_code,
  COALESCE(c.side, u.side) AS side,
  s.dec_id,
  s.dec_cat,
  s.step,
  s.reached_on,
  s.due_on,
  h.work_report,
  s.about = 'community' AS is_community,
  s.about = 'matter' AS is_matter,
  s.about = 'step' AS is_step,
  s.about = 'posting' AS is_posting,
  CASE WHEN s.about = 'community' THEN 1 END AS communities,
  h.assembly_held,
  h.heard,
  h.hearings,
  q.supervised,
  q.appr_due AS members,
  q.appr_done AS appraised,
  CASE WHEN q.no_coop THEN q.posted_committee ELSE q.posted_both END AS accounts_posted,
  q.posted_committee,
  q.posted_coop,
  NOT q.no_coop AS coop_applies,
  CASE WHEN s.about = 'matter' AND s.dec_id IS NOT NULL THEN 1 END AS matters,
  CASE WHEN s.about = 'matter' THEN s.outcome END AS full_steps,
  CASE WHEN s.about = 'step' AND s.dec_id IS NOT NULL THEN 1 END AS steps,
  CASE WHEN s.about = 'step' THEN s.outcome END AS recorded,
  CASE WHEN s.about = 'posting' AND s.dec_id IS NOT NULL THEN 1 END AS postings,
  CASE WHEN s.about = 'posting' THEN s.outcome END AS timely
FROM subjects AS s
JOIN reporting_units AS u ON u.unit_code = s.unit_code
LEFT JOIN turned AS c ON c.period = s.period AND c.community_code = s.community_code
LEFT JOIN halves_and_years AS h
  ON s.about = 'community' AND h.period = s.period AND h.community_code = s.community_code
LEFT JOIN quarters AS q
  ON s.about = 'community' AND q.period = s.period AND q.community_code = s.community_code
WHERE s.community_code IS NULL OR c.community_code IS NOT NULL
