-- One row per quarter and: payment of the year due by the end of the quarter (is_payment; due_now: due in the very
-- quarter), matter of a reporting unit in T08 (is_matter; is_listed: on its list). A quarter for which a unit with
-- village-turned communities shows no payment due, or no matter, is one row with nulls: not reported.
-- Counts: money in 10,000 yuan as it stood at quarter end, cases, and 1 or 0 per matter.
WITH owing AS (
  SELECT DISTINCT c.period, p.year, c.unit_code
  FROM communities AS c
  JOIN periods AS p ON p.period = c.period
  WHERE c.ctype = '村改居'
),

payments AS (
  SELECT
    p.period,
    p.end_on,
    q.period AS due_period,
    t.unit_code,
    t.matter_code,
    t.payer,
    t.source,
    t.receiver_code,
    t.due_on,
    t.due_amt,
    t.agr_no,
    t.agreed,
    t.recv,
    t.mode,
    t.paid_on,
    CASE
      WHEN t.paid_on > p.end_on OR (t.paid_amt IS NULL AND t.why IS NOT NULL) THEN 0
      ELSE t.paid_amt
    END AS paid
  FROM t09 AS t
  JOIN periods AS q ON t.due_on BETWEEN q.start_on AND q.end_on
  JOIN periods AS p ON p.year = q.year AND p.period >= q.period
),

payment_gaps AS (
  SELECT o.period, o.unit_code, d.period AS due_period
  FROM owing AS o
  JOIN owing AS d ON d.unit_code = o.unit_code AND d.year = o.year AND d.period <= o.period
  LEFT JOIN (SELECT DISTINCT unit_code, due_period FROM payments) AS t
    ON t.unit_code = d.unit_code AND t.due_period = d.period
  WHERE t.unit_code IS NULL
),

-- What each unit paid for each matter in the year so far, and whether an agreement for it was signed.
matter_payments AS (
  SELECT
    period,
    unit_code,
    matter_code,
    CASE WHEN COUNT(*) = COUNT(paid) THEN CAST(SUM(paid) AS DECIMAL(18, 2)) END AS paid,
    BOOL_OR(agr_no IS NOT NULL AND COALESCE(agreed, 0) > 0) AS is_signed
  FROM payments
  GROUP BY period, unit_code, matter_code
),

units_paying AS (
  SELECT DISTINCT period, unit_code FROM payments
),

-- Cases come quarter by quarter: from the matter's first quarter of the year on, none may be missing.
matter_cases AS (
  SELECT
    t.period,
    t.unit_code,
    t.matter_code,
    CASE WHEN COUNT(e.c_closed) = MAX(p.position) - MIN(q.position) + 1 THEN CAST(SUM(e.c_closed) AS BIGINT) END AS cases
  FROM t08 AS t
  JOIN periods AS p ON p.period = t.period
  JOIN periods AS q ON q.year = p.year AND q.period <= p.period
  JOIN t08 AS e ON e.period = q.period AND e.unit_code = t.unit_code AND e.matter_code = t.matter_code
  GROUP BY t.period, t.unit_code, t.matter_code
),

listed AS (
  SELECT p.period, t.unit_code, t.matter_code
  FROM t08 AS t
  JOIN periods AS q ON q.period = t.period
  JOIN periods AS p ON p.year = q.year AND p.period >= q.period
  WHERE t.on_list
  GROUP BY p.period, t.unit_code, t.matter_code
),

towns AS (
  SELECT DISTINCT unit_code FROM units WHERE level = 'town'
),

payment_rows AS (
  SELECT
    t.*,
    c.community_code,
    COALESCE(c.town_code, w.unit_code) AS town_code,
    l.matter_code IS NOT NULL AS is_task
  FROM payments AS t
  LEFT JOIN communities AS c ON c.period = t.period AND c.community_code = t.receiver_code
  LEFT JOIN towns AS w ON w.unit_code = SUBSTR(t.receiver_code, 1, 9)
  LEFT JOIN listed AS l
    ON l.period = t.period AND l.unit_code = t.unit_code AND l.matter_code = t.matter_code
),

matter_rows AS (
  SELECT
    t.period,
    t.unit_code,
    t.matter_code,
    t.dept_code,
    t.on_list,
    t.cond_need,
    t.cond_ok,
    COALESCE(LIST_CONTAINS(t.not_applicable, 'cond_ok'), FALSE) AS cond_na,
    t.nil_cost AND t.nil_doc IS NOT NULL AS nil_cost,
    CASE WHEN u.unit_code IS NOT NULL THEN COALESCE(a.is_signed, FALSE) END AS is_signed,
    CASE WHEN u.unit_code IS NOT NULL AND a.matter_code IS NULL THEN 0 ELSE a.paid END AS paid,
    c.cases
  FROM t08 AS t
  LEFT JOIN units_paying AS u ON u.period = t.period AND u.unit_code = t.unit_code
  LEFT JOIN matter_payments AS a
    ON a.period = t.period AND a.unit_code = t.unit_code AND a.matter_code = t.matter_code
  LEFT JOIN matter_cases AS c
    ON c.period = t.period AND c.unit_code = t.unit_code AND c.matter_code = t.matter_code
),

matter_gaps AS (
  SELECT o.period, o.unit_code
  FROM owing AS o
  LEFT JOIN (SELECT DISTINCT period, unit_code FROM t08) AS t ON t.period = o.period AND t.unit_code = o.unit_code
  WHERE t.unit_code IS NULL
),

subjects AS (
  SELECT
    'payment' AS about, period, unit_code, community_code, town_code, matter_code, payer AS department, source,
    receiver_code, due_period, due_on, due_period = period AS due_now, is_task, due_amt, paid_on, end_on, paid, recv, mode,
    CAST(NULL AS BOOLEAN) AS on_list, CAST(NULL AS BOOLEAN) AS nil_cost, CAST(NULL AS BOOLEAN) AS is_signed,
    CAST(NULL AS BOOLEAN) AS cond_need, CAST(NULL AS BOOLEAN) AS cond_ok, FALSE AS cond_na, NULL AS cases
  FROM payment_rows
  UNION ALL
  SELECT
    'payment', period, unit_code, NULL, NULL, NULL, NULL, NULL,
    NULL, due_period, NULL, due_period = period, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, FALSE, NULL
  FROM payment_gaps
  UNION ALL
  SELECT
    'matter', period, unit_code, NULL, NULL, matter_code, dept_code, NULL,
    NULL, NULL, NULL, FALSE, NULL, NULL, NULL, NULL, paid, NULL, NULL,
    on_list, nil_cost, is_signed, cond_need, cond_ok, cond_na, cases
  FROM matter_rows
  UNION ALL
  SELECT
    'matter', period, unit_code, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, FALSE, NULL
  FROM matter_gaps
)

SELECT
  s.period,
  s.unit_code,
  s.community_code,
  s.town_code,
  r.district_code,
  r.side,
  s.matter_code,
  s.department,
  s.source,
  s.receiver_code,
  s.due_period,
  s.due_on,
  s.recv,
  s.mode,
  s.about = 'payment' AS is_payment,
  s.due_now,
  s.is_task,
  s.about = 'matter' AS is_matter,
  s.about = 'matter' AND COALESCE(s.on_list, TRUE) AS is_listed,
  s.due_amt,
  s.paid,
  CASE WHEN s.recv = '社区或站' OR s.paid IS NULL THEN s.paid ELSE 0 END AS paid_community,
  CASE WHEN s.recv = '街镇' OR s.paid IS NULL THEN s.paid ELSE 0 END AS paid_town,
  CASE
    WHEN s.recv IS NOT NULL AND s.paid >= s.due_amt THEN 0
    WHEN s.recv IS NOT NULL THEN s.due_amt - s.paid
    WHEN s.paid IS NOT NULL THEN s.due_amt
  END AS not_arrived,
  CASE
    WHEN s.paid = 0 OR (s.paid > 0 AND s.paid_on > s.due_on) THEN 0
    WHEN s.paid > s.due_amt AND s.paid_on <= s.due_on THEN s.due_amt
    WHEN s.paid_on <= s.due_on THEN s.paid
  END AS paid_on_time,
  CASE
    WHEN s.paid = 0 THEN DATE_DIFF('day', s.due_on, s.end_on)
    WHEN s.paid_on > s.due_on THEN DATE_DIFF('day', s.due_on, s.paid_on)
    WHEN s.paid_on <= s.due_on THEN 0
  END AS delay_days,
  CASE
    WHEN s.paid = 0 OR s.mode = '社区自办' THEN 0
    WHEN s.mode IN ('社会组织', '企业') THEN s.paid
  END AS paid_purchased,
  CASE
    WHEN s.paid = 0 OR s.mode IN ('社区自办', '企业') THEN 0
    WHEN s.mode = '社会组织' THEN s.paid
  END AS paid_social,
  CASE
    WHEN s.paid = 0 OR s.mode IN ('社区自办', '社会组织') THEN 0
    WHEN s.mode = '企业' THEN s.paid
  END AS paid_firm,
  CASE WHEN s.on_list THEN 1 END AS listed,
  CAST(s.nil_cost OR s.is_signed AS INTEGER) AS funded,
  CAST(s.is_signed AS INTEGER) AS signed,
  CAST(s.nil_cost AS INTEGER) AS nil_cost,
  s.cases,
  NOT COALESCE(s.nil_cost, FALSE) AS costs,
  COALESCE(s.cond_need, TRUE) AND NOT s.cond_na AS cond_applies,
  CASE WHEN s.cond_need THEN 1 END AS cond_needed,
  CAST(s.cond_ok AS INTEGER) AS cond_supplied
FROM subjects AS s
JOIN reporting_units AS r ON r.unit_code = s.unit_code
