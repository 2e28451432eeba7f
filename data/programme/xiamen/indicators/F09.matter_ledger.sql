-- One row per quarter, reporting unit and matter: listed or demanded in T08 of the quarter, or with a payment due in
-- the year up to its end. Entrusted work, its authority and its money stand side by side.
-- Counts: money in 10,000 yuan of the payments counted by the family's facts (due, paid and where it is all known);
-- payments, those not known in full, those late, and agreements for a token sum. lag_days is the mean number of days
-- from due to received, weighted by the amount due; what has not reached the community counts to the end of the quarter.
WITH sent AS (
  SELECT DISTINCT period, unit_code FROM t08
),

-- Demanded beyond the list in the year so far: money for it has a task, though the list does not name it.
demanded AS (
  SELECT DISTINCT p.period, t.unit_code, t.matter_code
  FROM t08 AS t
  JOIN periods AS q ON q.period = t.period
  JOIN periods AS p ON p.year = q.year AND p.period >= q.period
  WHERE NOT t.on_list
),

matters_sent AS (
  SELECT
    t.period,
    t.unit_code,
    t.matter_code,
    t.matter_name,
    t.ecat,
    t.dept_code,
    t.on_list,
    t.basis,
    t.basis_doc,
    t.asked_on,
    t.cond_need,
    t.cond_ok,
    f.nil_cost = 1 AS nil_cost,
    t.nil_doc,
    f.funded
  FROM facts_f9 AS f
  JOIN t08 AS t ON t.period = f.period AND t.unit_code = f.unit_code AND t.matter_code = f.matter_code
  WHERE f.is_matter
),

payments AS (
  SELECT
    f.period,
    f.unit_code,
    f.matter_code,
    f.department,
    f.source,
    f.receiver_code,
    f.is_task,
    t.agr_no,
    t.agreed,
    f.due_amt IS NOT NULL AND f.paid_community IS NOT NULL AS is_known,
    f.due_amt,
    f.paid,
    f.paid_community,
    f.paid_town,
    f.delay_days,
    LEAST(f.paid_community, f.due_amt) AS arrived,
    DATE_DIFF('day', f.due_on, p.end_on) AS days_to_end
  FROM facts_f9 AS f
  JOIN periods AS p ON p.period = f.period
  JOIN t09 AS t
    ON t.unit_code = f.unit_code
    AND t.matter_code = f.matter_code
    AND t.payer = f.department
    AND t.source = f.source
    AND t.receiver_code = f.receiver_code
    AND t.due_on = f.due_on
  WHERE f.is_payment
),

-- The rows of one agreement all bear its amount for the whole year.
agreements AS (
  SELECT period, unit_code, matter_code, department, source, receiver_code, agr_no, MAX(agreed) AS agreed
  FROM payments
  WHERE agr_no IS NOT NULL
  GROUP BY period, unit_code, matter_code, department, source, receiver_code, agr_no
),

agreed_sums AS (
  SELECT
    a.period,
    a.unit_code,
    a.matter_code,
    CAST(SUM(a.agreed) AS DECIMAL(18, 2)) AS agreed,
    COUNT(CASE WHEN a.agreed > 0 AND a.agreed < CAST(n.value AS DECIMAL(14, 2)) THEN 1 END) AS token_agreements
  FROM agreements AS a
  JOIN parameters AS n ON n.family = 'F9' AND n.name = 'token_agreement'
  GROUP BY a.period, a.unit_code, a.matter_code
),

weighed AS (
  SELECT
    *,
    CASE
      WHEN arrived > 0 THEN arrived * delay_days + (due_amt - arrived) * days_to_end
      ELSE (due_amt - arrived) * days_to_end
    END AS amount_days
  FROM payments
),

money AS (
  SELECT
    period,
    unit_code,
    matter_code,
    MIN(department) AS payer,
    COUNT(DISTINCT department) AS payers,
    BOOL_OR(is_task) AS is_task,
    COUNT(*) AS payments,
    COUNT(CASE WHEN NOT is_known THEN 1 END) AS payments_unknown,
    COUNT(CASE WHEN delay_days > 0 THEN 1 END) AS payments_late,
    CAST(SUM(CASE WHEN is_known THEN due_amt END) AS DECIMAL(18, 2)) AS due,
    CAST(SUM(CASE WHEN is_known THEN paid END) AS DECIMAL(18, 2)) AS paid,
    CAST(SUM(CASE WHEN is_known THEN paid_community END) AS DECIMAL(18, 2)) AS received,
    CAST(SUM(CASE WHEN is_known THEN paid_town END) AS DECIMAL(18, 2)) AS at_town,
    CAST(SUM(CASE WHEN is_known THEN GREATEST(due_amt - paid, 0) END) AS DECIMAL(18, 2)) AS arrears,
    CAST(SUM(amount_days) AS DECIMAL(18, 2)) AS amount_days,
    CAST(SUM(CASE WHEN amount_days IS NOT NULL THEN due_amt END) AS DECIMAL(18, 2)) AS amount_dated
  FROM weighed
  GROUP BY period, unit_code, matter_code
),

keys AS (
  SELECT period, unit_code, matter_code FROM matters_sent
  UNION
  SELECT period, unit_code, matter_code FROM money
)

SELECT
  k.period,
  r.district_code,
  k.unit_code,
  k.matter_code,
  m.matter_name,
  m.ecat,
  COALESCE(m.dept_code, y.payer) AS department,
  CASE
    WHEN m.matter_code IS NOT NULL THEN m.on_list
    WHEN y.is_task THEN TRUE
    WHEN s.unit_code IS NOT NULL THEN FALSE
  END AS on_list,
  m.basis,
  m.basis_doc,
  m.asked_on,
  m.cond_need,
  m.cond_ok,
  m.nil_cost,
  m.nil_doc,
  a.agreed,
  a.token_agreements,
  y.payer,
  y.payers,
  y.payments,
  y.payments_unknown,
  y.payments_late,
  y.due,
  y.paid,
  y.received,
  y.at_town,
  y.arrears,
  y.amount_days,
  y.amount_dated,
  ROUND(CAST(y.amount_days AS DOUBLE) / NULLIF(CAST(y.amount_dated AS DOUBLE), 0), 1) AS lag_days,
  CASE
    WHEN m.on_list AND m.funded = 0 THEN 'unfunded'
    WHEN NOT m.on_list AND m.funded = 0 THEN 'off_list_unfunded'
    WHEN m.matter_code IS NULL AND NOT y.is_task AND d.unit_code IS NULL AND s.unit_code IS NOT NULL THEN 'no_task'
    WHEN NOT m.on_list THEN 'off_list'
    WHEN a.token_agreements > 0 THEN 'token'
  END AS finding,
  CASE
    WHEN y.arrears > 0 THEN 'arrears'
    WHEN y.at_town > 0 THEN 'parked'
    WHEN y.payments_late > 0 THEN 'late'
  END AS money_finding
FROM keys AS k
JOIN reporting_units AS r ON r.unit_code = k.unit_code
LEFT JOIN sent AS s ON s.period = k.period AND s.unit_code = k.unit_code
LEFT JOIN demanded AS d ON d.period = k.period AND d.unit_code = k.unit_code AND d.matter_code = k.matter_code
LEFT JOIN matters_sent AS m ON m.period = k.period AND m.unit_code = k.unit_code AND m.matter_code = k.matter_code
LEFT JOIN money AS y ON y.period = k.period AND y.unit_code = k.unit_code AND y.matter_code = k.matter_code
LEFT JOIN agreed_sums AS a ON a.period = k.period AND a.unit_code = k.unit_code AND a.matter_code = k.matter_code
