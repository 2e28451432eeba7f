-- One row per quarter, reporting unit and: form owed or sent (is_form; is_due when its due day has passed), rule that
-- any unit broke in the quarter (is_rule), issue raised so far (is_issue; is_aged after the days given to close it),
-- research question (is_topic).
-- Counts: 1 or 0 per form, issue or question; records as the checks of the first submission counted them. Forms and
-- records are what the system itself recorded of the receipts, issues and outputs what T12 says, by their dates.
WITH received AS (
  SELECT
    r.receipt,
    r.unit AS unit_code,
    r.period,
    r.received_at,
    r.on_time,
    f.form,
    f.rows AS records,
    f.rejected
  FROM receipts AS r
  JOIN receipt_forms AS f ON f.receipt = r.receipt
  WHERE r.state NOT IN ('refused', 'withdrawn') AND COALESCE(f.rows, 1) > 0
),

-- The first submission of a unit and quarter that carried the form, with rows in it; later ones do not mend it.
firsts AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY unit_code, period, form ORDER BY received_at, receipt) AS number
  FROM received
),

-- A day is over for the record once something came, or was signed or accepted, on a later one.
clock AS (
  SELECT CAST(MAX(moment) AS DATE) AS today
  FROM (
    SELECT received_at AS moment FROM receipts
    UNION ALL
    SELECT signed_at FROM receipts
    UNION ALL
    SELECT accepted_at FROM receipts
  ) AS moments
),

-- A unit without a village-turned community on its register owes nothing; without a register nobody knows, so it does.
registers AS (
  SELECT period, unit_code, BOOL_OR(ctype = '村改居') AS concerned
  FROM communities
  GROUP BY period, unit_code
),

-- By cadence: quarterly forms each quarter, half-yearly ones in the second and fourth, yearly ones in the fourth. What
-- is sent on change or event is never due.
due AS (
  SELECT p.period, r.unit_code, f.id AS form
  FROM periods AS p
  CROSS JOIN reporting_units AS r
  JOIN forms AS f
    ON f.cadence = 'quarter'
    OR (f.cadence = 'half' AND p.quarter IN (2, 4))
    OR (f.cadence = 'year' AND p.quarter = 4)
  JOIN clock AS c ON c.today > p.due_on
  LEFT JOIN registers AS g ON g.period = p.period AND g.unit_code = r.unit_code
  WHERE COALESCE(g.concerned, TRUE)
),

unit_forms AS (
  SELECT
    COALESCE(d.period, s.period) AS period,
    COALESCE(d.unit_code, s.unit_code) AS unit_code,
    COALESCE(d.form, s.form) AS form,
    d.form IS NOT NULL AS is_due,
    CASE WHEN d.form IS NOT NULL THEN 1 END AS forms_due,
    CASE WHEN d.form IS NOT NULL THEN CAST(COALESCE(s.on_time, FALSE) AS INTEGER) END AS forms_on_time,
    s.receipt,
    s.records,
    s.records - s.rejected AS records_passed
  FROM due AS d
  FULL JOIN (SELECT * FROM firsts WHERE number = 1) AS s
    ON s.period = d.period AND s.unit_code = d.unit_code AND s.form = d.form
),

-- Records that broke a rule: an error of the sheet as a whole holds back all of its rows.
broken AS (
  SELECT
    f.period,
    f.unit_code,
    p.code AS rule,
    f.form,
    CASE
      WHEN BOOL_OR(p.row IS NULL) THEN MAX(f.records)
      ELSE LEAST(COUNT(DISTINCT CONCAT(p.sheet, '!', CAST(p.row AS VARCHAR))), MAX(f.records))
    END AS records
  FROM unit_forms AS f
  JOIN problems AS p ON p.receipt = f.receipt AND p.form = f.form
  WHERE p.level = 'error'
  GROUP BY f.period, f.unit_code, p.code, f.form
),

unit_rules AS (
  SELECT
    u.period,
    u.unit_code,
    r.rule,
    u.records,
    CASE WHEN u.records IS NOT NULL THEN COALESCE(b.records, 0) END AS records_broken
  FROM (SELECT period, unit_code, SUM(records) AS records FROM unit_forms GROUP BY period, unit_code) AS u
  JOIN (SELECT DISTINCT period, rule FROM broken) AS r ON r.period = u.period
  LEFT JOIN (
    SELECT period, unit_code, rule, SUM(records) AS records FROM broken GROUP BY period, unit_code, rule
  ) AS b
    ON b.period = u.period AND b.unit_code = u.unit_code AND b.rule = r.rule
),

-- A row of T12 that names an output is no issue unless it also has a kind or a state of one.
issues AS (
  SELECT
    p.period,
    t.unit_code,
    t.iss_id,
    t.iss_cat,
    t.lead,
    t.raised_on,
    t.iss_status,
    CASE WHEN t.closed_on <= p.end_on THEN DATE_DIFF('day', t.raised_on, t.closed_on) END AS days_taken,
    t.closed_on <= p.end_on AS is_closed,
    DATE_DIFF('day', t.raised_on, p.end_on) AS days_known,
    CAST(n.value AS INTEGER) AS days_to_close,
    CAST(t.raised_on >= p.start_on AS INTEGER) AS raised_now
  FROM t12 AS t
  JOIN periods AS p ON COALESCE(t.raised_on <= p.end_on, t.period <= p.period)
  JOIN parameters AS n ON n.family = 'F12' AND n.name = 'days_to_close'
  WHERE t.out_kind IS NULL OR t.iss_cat IS NOT NULL OR t.iss_status IS NOT NULL
),

-- Without a day on which it was raised nothing is known of an issue; without a state, nothing of one not closed.
issue_rows AS (
  SELECT
    *,
    raised_on IS NULL OR days_known >= days_to_close AS is_aged,
    CASE
      WHEN raised_on IS NULL OR (is_closed IS NULL AND iss_status IS NULL) THEN NULL
      WHEN is_closed THEN CAST(days_taken <= days_to_close AS INTEGER)
      ELSE 0
    END AS closed_in_time,
    CASE
      WHEN raised_on IS NULL OR (is_closed IS NULL AND iss_status IS NULL) THEN NULL
      WHEN is_closed THEN CAST(days_taken > days_to_close AS INTEGER)
      ELSE 0
    END AS closed_late,
    CASE
      WHEN raised_on IS NULL OR (is_closed IS NULL AND iss_status IS NULL) THEN NULL
      WHEN is_closed THEN 0
      ELSE 1
    END AS still_open
  FROM issues
),

-- A unit from which T12 has never come says nothing about research either.
outputs AS (
  SELECT p.period, t.unit_code, t.topic, t.out_kind
  FROM t12 AS t
  JOIN periods AS p ON t.raised_on <= p.end_on
  WHERE t.out_kind IS NOT NULL AND COALESCE(t.iss_status, '办结') = '办结'
),

senders AS (
  SELECT DISTINCT p.period, t.unit_code
  FROM t12 AS t
  JOIN periods AS p ON COALESCE(t.raised_on <= p.end_on, t.period <= p.period)
),

topic_rows AS (
  SELECT
    p.period,
    r.unit_code,
    c.value AS topic,
    CASE WHEN s.unit_code IS NOT NULL THEN CAST(COUNT(o.out_kind) > 0 AS INTEGER) END AS answered,
    CASE WHEN s.unit_code IS NOT NULL THEN CAST(COUNT(CASE WHEN o.out_kind = '办法' THEN 1 END) > 0 AS INTEGER) END
      AS has_measures,
    CASE WHEN s.unit_code IS NOT NULL THEN CAST(COUNT(CASE WHEN o.out_kind = '指引' THEN 1 END) > 0 AS INTEGER) END
      AS has_guidance,
    CASE WHEN s.unit_code IS NOT NULL THEN CAST(COUNT(CASE WHEN o.out_kind = '案例' THEN 1 END) > 0 AS INTEGER) END
      AS has_case,
    CASE WHEN s.unit_code IS NOT NULL THEN CAST(COUNT(CASE WHEN o.out_kind = '调研报告' THEN 1 END) > 0 AS INTEGER) END
      AS has_report
  FROM periods AS p
  CROSS JOIN reporting_units AS r
  JOIN choices AS c ON c.form = 'T12' AND c.field = 'topic'
  LEFT JOIN senders AS s ON s.period = p.period AND s.unit_code = r.unit_code
  LEFT JOIN outputs AS o ON o.period = p.period AND o.unit_code = r.unit_code AND o.topic = c.value
  GROUP BY p.period, r.unit_code, c.value, s.unit_code
),

subjects AS (
  SELECT period, unit_code, 'form' AS about, form AS subject FROM unit_forms
  UNION ALL
  SELECT period, unit_code, 'rule', rule FROM unit_rules
  UNION ALL
  SELECT period, unit_code, 'issue', iss_id FROM issue_rows
  UNION ALL
  SELECT period, unit_code, 'topic', topic FROM topic_rows
)

SELECT
  s.period,
  s.unit_code,
  r.district_code,
  r.side,
  s.about = 'form' AS is_form,
  COALESCE(f.is_due, FALSE) AS is_due,
  s.about = 'rule' AS is_rule,
  s.about = 'issue' AS is_issue,
  COALESCE(i.is_aged, FALSE) AS is_aged,
  s.about = 'topic' AS is_topic,
  f.form,
  u.rule,
  i.iss_id,
  i.iss_cat,
  i.lead,
  t.topic,
  f.forms_due,
  f.forms_on_time,
  COALESCE(f.records, u.records) AS records,
  f.records_passed,
  u.records_broken,
  CASE WHEN s.about = 'issue' THEN 1 END AS issues,
  i.closed_in_time,
  i.closed_late,
  i.still_open,
  i.raised_now,
  CASE WHEN s.about = 'topic' THEN 1 END AS topics,
  t.answered,
  t.has_measures,
  t.has_guidance,
  t.has_case,
  t.has_report
FROM subjects AS s
JOIN reporting_units AS r ON r.unit_code = s.unit_code
JOIN periods AS p ON p.period = s.period
LEFT JOIN unit_forms AS f
  ON s.about = 'form' AND f.period = s.period AND f.unit_code = s.unit_code AND f.form = s.subject
LEFT JOIN unit_rules AS u
  ON s.about = 'rule' AND u.period = s.period AND u.unit_code = s.unit_code AND u.rule = s.subject
LEFT JOIN issue_rows AS i
  ON s.about = 'issue' AND i.period = s.period AND i.unit_code = s.unit_code AND i.iss_id = s.subject
LEFT JOIN topic_rows AS t
  ON s.about = 'topic' AND t.period = s.period AND t.unit_code = s.unit_code AND t.topic = s.subject
