"""What the community profile asks of the forms: the rows of one community, what lies behind them, their receipts."""

from __future__ import annotations

FORMS = """
-- Row: one form with a row per community and quarter, in order; `carries`: its last row stays in force.
SELECT
  id,
  title_zh,
  title_en,
  cadence,
  carries
FROM forms
WHERE key = ['period', 'community_code']
ORDER BY position
"""

FIELDS = """
-- Row: one column of a form that says something of its subject, in order: not the keys, which stand above it. What is
-- an item of a check list bears the name of the item.
SELECT
  f.form,
  f.name,
  coalesce(k.name_zh, f.title_zh) AS title_zh,
  coalesce(k.name_en, f.title_en) AS title_en,
  f.type,
  f.unit_zh,
  f.unit_en,
  f.note_zh,
  f.note_en
FROM fields AS f
LEFT JOIN checks AS k
  ON (k.list = 'four_unified' AND f.form = 'T10' AND f.name = k.item)
  OR (k.list = 'readiness' AND f.form = 'T01' AND f.name = 'ready_' || k.item)
WHERE f.name NOT IN ('period', 'unit_code', 'community_code', 'as_of', 'row_status', 'name', 'town_code', 'serves')
ORDER BY
  f.form,
  f.position
"""

CHOICES = """
-- Row: one allowed value of a column with its labels.
SELECT
  form,
  field,
  value,
  label_zh,
  label_en
FROM choices
"""


def rows_of(form: str, *, carries: bool) -> str:
    """The statement for the last two rows of one form on a community up to the quarter, the newest first.

    A form that carries is read as it stood in the quarter: one row, with the quarter in which it was sent.
    """
    table = form.lower()
    if carries:
        return f"""
        -- Row: the community's row of the form in force in the quarter.
        SELECT * FROM {table}_asof WHERE period = $period AND community_code = $site
        """
    return f"""
    -- Row: one of the community's last two rows of the form up to the quarter, newest first.
    SELECT * FROM {table} WHERE period <= $period AND community_code = $site ORDER BY period DESC LIMIT 2
    """


DECISIONS = """
-- Row: one matter of the community as last told of up to the quarter, the newest first, with its deviations in words.
WITH told AS (
  SELECT
    t.*,
    row_number() OVER (PARTITION BY t.dec_id ORDER BY t.period DESC) AS newest
  FROM t05_reports AS t
  WHERE
    t.community_code = $site
    AND t.period <= $period
), apart AS (
  SELECT
    d.dec_id,
    string_agg(DISTINCT w.label_zh, '、') AS apart_zh,
    string_agg(DISTINCT w.label_en, ', ') AS apart_en
  FROM decision_deviations AS d
  LEFT JOIN detail_codes AS w
    ON w.detail = 'decision_deviations'
    AND w."column" = 'deviation'
    AND w.value = d.deviation
  WHERE
    d.community_code = $site
    AND d.period <= $period
  GROUP BY d.dec_id
)
SELECT
  t.*,
  k.label_zh AS category_zh,
  k.label_en AS category_en,
  r.label_zh AS result_zh,
  r.label_en AS result_en,
  CAST(t.amount AS DOUBLE) AS money,
  a.apart_zh,
  a.apart_en
FROM told AS t
LEFT JOIN choices AS k ON k.form = 'T05' AND k.field = 'dec_cat' AND k.value = t.dec_cat
LEFT JOIN choices AS r ON r.form = 'T05' AND r.field = 's4_result' AND r.value = t.s4_result
LEFT JOIN apart AS a ON a.dec_id = t.dec_id
WHERE t.newest = 1
ORDER BY
  coalesce(t.s1_on, t.s0_on) DESC NULLS LAST,
  t.dec_id
"""

MONEY = """
-- Row: one payment due to the community itself as told of up to the quarter, the newest first, amounts in 万元.
WITH told AS (
  SELECT
    t.*,
    row_number() OVER (PARTITION BY t.matter_code, t.payer, t.source, t.due_on ORDER BY t.period DESC) AS newest
  FROM t09_reports AS t
  WHERE
    t.receiver_code = $site
    AND t.period <= $period
)
SELECT
  t.unit_code,
  t.matter_code,
  t.payer,
  t.source,
  t.receiver_code,
  coalesce(e.name_zh, t.matter_code) AS matter_zh,
  coalesce(e.name_en, t.matter_code) AS matter_en,
  coalesce(nullif(d.short_zh, ''), d.name_zh, t.payer) AS payer_zh,
  coalesce(nullif(d.short_en, ''), d.name_en, t.payer) AS payer_en,
  t.due_on,
  CAST(t.due_amt AS DOUBLE) AS due,
  t.paid_on,
  CAST(t.paid_amt AS DOUBLE) AS paid
FROM told AS t
LEFT JOIN matters AS e ON e.code = left(t.matter_code, 3)
LEFT JOIN departments AS d ON d.code = t.payer
WHERE t.newest = 1
ORDER BY
  t.due_on DESC NULLS LAST,
  t.matter_code
"""

CENTRES = """
-- Row: one centre on record at the quarter that serves the community.
SELECT *
FROM t10_asof
WHERE
  period = $period
  AND list_contains(serves, $site)
ORDER BY centre_id
"""

ITEMS = """
-- Row: one matter at a centre that serves the community, in order: whether it can be done there, on equal terms for
-- people registered elsewhere, and at the one window; null: not told.
SELECT
  b.matter_code,
  coalesce(m.name_zh, b.matter_code) AS matter_zh,
  coalesce(m.name_en, b.matter_code) AS matter_en,
  bool_or(b.avail) AS avail,
  bool_or(b.nonlocal_ok) AS nonlocal_ok,
  bool_or(b.win) AS win
FROM t10b_asof AS b
INNER JOIN t10_asof AS c
  ON c.period = b.period
  AND c.unit_code = b.unit_code
  AND c.centre_id = b.centre_id
  AND list_contains(c.serves, $site)
LEFT JOIN matters AS m ON m.code = left(b.matter_code, 3)
WHERE b.period = $period
GROUP BY
  b.matter_code,
  m.name_zh,
  m.name_en
ORDER BY b.matter_code
"""

RECEIPTS = """
-- Row: one receipt, with its file and when it came.
SELECT
  receipt,
  file,
  CAST(received_at AS DATE) AS received_on,
  state
FROM receipts
WHERE list_contains($receipts, receipt)
"""

PROBLEMS = """
-- Row: one finding of the checks on a row of these receipts.
SELECT
  receipt,
  form,
  "row",
  level,
  message_zh,
  message_en
FROM problems
WHERE
  list_contains($receipts, receipt)
  AND "row" IS NOT NULL
ORDER BY
  receipt,
  position
"""
