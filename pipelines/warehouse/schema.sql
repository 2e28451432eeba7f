-- The fixed tables of a release. Beside them stand, made from the contracts:
-- t01 … t12, t10b: the accepted rows of a form, latest per key; its fields, then not_applicable, missing, receipt, sheet, row;
-- a value is a number (zero included), or null: then `not_applicable` names the field, or `missing` has `field=reason`,
-- or neither, which is not reported;
-- <form>_reports for the forms whose key has no period (T05, T09, T12): every accepted row, replaced or not,
-- so that it shows when a date was first given; known errors are not mended in it;
-- <form>_asof for the forms that carry: the latest row of each key as of every period, with reported_period;
-- communities: the register (t01_asof) with district_code and side, one row per period and community;
-- facts_<family>: the rows of the families' SQL.

-- One row per fact about the release itself: name, built_at, programme, city, demo, first_period, last_period,
-- corrections (how many known errors were mended), inputs.
CREATE TABLE release_info (key VARCHAR, value VARCHAR);

-- One row per quarter from the programme's first to the last accepted one; `due_on` is the last day for submission,
-- `freeze_on` the day from which a change is a revision (null where the calendar has no such step).
CREATE TABLE periods (
  period VARCHAR, start_on DATE, end_on DATE, year INTEGER, half VARCHAR, quarter INTEGER, position INTEGER,
  due_on DATE, freeze_on DATE
);

-- One row per period that figures bear and that has closed: every quarter (kind Q), half-year (H) and year (A), with the
-- quarter that closes it. `closes` counts quarters: four times the year, plus the quarter.
CREATE TABLE closed_periods (period VARCHAR, kind VARCHAR, quarter VARCHAR, closes INTEGER);

-- One row per day from a year before the programme's first quarter to a quarter after the last accepted one.
-- `working_day` counts the working days up to and including the day: n working days after a day is the working day
-- whose count is n more.
CREATE TABLE calendar_days (day DATE, is_working BOOLEAN, working_day INTEGER);

-- One row per unit and version: divisions as the programme gives them, communities by name, type and town.
-- `valid_to` null = still so. `unit_code` of a side is island or mainland.
CREATE TABLE units (
  unit_code VARCHAR, name_zh VARCHAR, name_en VARCHAR, short_zh VARCHAR, short_en VARCHAR, level VARCHAR,
  parent_code VARCHAR, side VARCHAR, ctype VARCHAR, valid_from DATE, valid_to DATE, reports BOOLEAN
);

-- One row per unit that sends workbooks, and the district it lies in.
CREATE TABLE reporting_units (unit_code VARCHAR, district_code VARCHAR, side VARCHAR, position INTEGER);

-- One row per reporting unit: a box in degrees that surely holds all of it. No boundary: never drawn on a map.
CREATE TABLE areas (unit_code VARCHAR, west DOUBLE, east DOUBLE, south DOUBLE, north DOUBLE);

-- One row per unit, form and span of quarters whose points came in another datum, as the unit declared in writing;
-- form tables hold them turned back, the archive and the accepted rows as they were sent. `until` null = still so.
CREATE TABLE declared_datums (
  unit_code VARCHAR, form VARCHAR, datum VARCHAR, since VARCHAR, until VARCHAR, source_zh VARCHAR, source_en VARCHAR
);

-- One row per period and place: every community of the register, and every centre as last reported by then. `kind` is
-- community or centre, `place` its code (a centre's is its unit's own), `serves` the communities it is for, `town_code`
-- that of the first of them. Degrees in the datum that the programme keeps. `known_as` says how the point is known:
-- stated (as sent), converted (from a declared datum), outside (sent, but not in its unit's area: not to be measured
-- from), or null: unlocated, `lon` and `lat` are null and `unlocated_as` is not_reported or not_applicable.
CREATE TABLE place_points (
  period VARCHAR, kind VARCHAR, place VARCHAR, name VARCHAR, unit_code VARCHAR, district_code VARCHAR, side VARCHAR,
  town_code VARCHAR, serves VARCHAR[], lon DOUBLE, lat DOUBLE, known_as VARCHAR, unlocated_as VARCHAR,
  reported_period VARCHAR
);

CREATE TABLE departments (
  code VARCHAR, name_zh VARCHAR, name_en VARCHAR, short_zh VARCHAR, short_en VARCHAR, valid_from DATE,
  valid_to DATE, successor VARCHAR, named_in_policy BOOLEAN, position INTEGER
);

CREATE TABLE matters (
  code VARCHAR, name_zh VARCHAR, name_en VARCHAR, department VARCHAR, department_now VARCHAR,
  in_law_1989 BOOLEAN, confidence VARCHAR, position INTEGER
);

CREATE TABLE milestones (
  code VARCHAR, name_zh VARCHAR, name_en VARCHAR, short_zh VARCHAR, short_en VARCHAR, strand VARCHAR,
  strand_zh VARCHAR, strand_en VARCHAR, position INTEGER
);

-- One row per item of a check list (readiness, four unifications, …).
CREATE TABLE checks (
  list VARCHAR, item VARCHAR, group_name VARCHAR, name_zh VARCHAR, name_en VARCHAR, position INTEGER
);

CREATE TABLE forms (
  id VARCHAR, version INTEGER, title_zh VARCHAR, title_en VARCHAR, grain_zh VARCHAR, grain_en VARCHAR,
  cadence VARCHAR, carries BOOLEAN, key VARCHAR[], owners VARCHAR[], position INTEGER
);

CREATE TABLE fields (
  form VARCHAR, position INTEGER, name VARCHAR, title_zh VARCHAR, title_en VARCHAR, type VARCHAR,
  unit_zh VARCHAR, unit_en VARCHAR, scale INTEGER, required BOOLEAN, may_be_na BOOLEAN,
  people BOOLEAN,
  note_zh VARCHAR, note_en VARCHAR
);

-- One row per allowed value of a field: what the cell holds, and how each language shows it.
CREATE TABLE choices (
  form VARCHAR, field VARCHAR, value VARCHAR, label_zh VARCHAR, label_en VARCHAR, position INTEGER
);

-- One row per family of indicators: `lead` is the one that stands for it, `page` the page about it (null: none).
CREATE TABLE families (
  id VARCHAR, name_zh VARCHAR, name_en VARCHAR, question_zh VARCHAR, question_en VARCHAR, lead VARCHAR,
  page VARCHAR, sql VARCHAR, position INTEGER
);

-- One row per table of single cases behind a family's figures; the table itself is called `name`.
CREATE TABLE details (
  name VARCHAR, family VARCHAR, title_zh VARCHAR, title_en VARCHAR, grain_zh VARCHAR, grain_en VARCHAR, sql VARCHAR,
  position INTEGER
);

-- One row per column of such a table that a reader sees, in order.
CREATE TABLE detail_columns (
  detail VARCHAR, name VARCHAR, label_zh VARCHAR, label_en VARCHAR, position INTEGER
);

-- One row per coded value of such a column: its name, and the clause of the policy it leans on.
CREATE TABLE detail_codes (
  detail VARCHAR, "column" VARCHAR, value VARCHAR, label_zh VARCHAR, label_en VARCHAR, clause VARCHAR, position INTEGER
);

-- One row per word that the policy leaves open: how it is read here, since when, who decides; `valid_to` null: still so.
CREATE TABLE criteria (
  code VARCHAR, term_zh VARCHAR, term_en VARCHAR, text_zh VARCHAR, text_en VARCHAR, source_zh VARCHAR,
  source_en VARCHAR, valid_from DATE, valid_to DATE, decided_by_zh VARCHAR, decided_by_en VARCHAR, confidence VARCHAR,
  position INTEGER
);

-- One row per term of the programme's glossary; note: what it means here, null where the term speaks for itself.
CREATE TABLE glossary (
  key VARCHAR, term_zh VARCHAR, term_en VARCHAR, note_zh VARCHAR, note_en VARCHAR, position INTEGER
);

-- One row per value of a family's parameters: numbers and codes that the facts SQL reads.
CREATE TABLE parameters (family VARCHAR, name VARCHAR, value VARCHAR);

-- One row per indicator; `page` is the page that shows it best where that is not its family's, else null.
CREATE TABLE indicators (
  id VARCHAR, family VARCHAR, name_zh VARCHAR, name_en VARCHAR, question_zh VARCHAR, question_en VARCHAR,
  definition_zh VARCHAR, definition_en VARCHAR, clause VARCHAR, kind VARCHAR, numerator VARCHAR,
  denominator VARCHAR, unit_zh VARCHAR, unit_en VARCHAR, multiplier DOUBLE, decimals INTEGER, level VARCHAR,
  period VARCHAR, direction VARCHAR, interval VARCHAR, bounds BOOLEAN, people BOOLEAN, plan VARCHAR, within VARCHAR,
  page VARCHAR, caution_zh VARCHAR, caution_en VARCHAR, counters VARCHAR[], needs VARCHAR[], position INTEGER
);

-- One row per indicator, split and value of the split. `column` splits partition the whole; `parts` need not.
CREATE TABLE splits (
  indicator VARCHAR, split VARCHAR, label_zh VARCHAR, label_en VARCHAR, kind VARCHAR, split_value VARCHAR,
  value_zh VARCHAR, value_en VARCHAR, position INTEGER
);

-- One row per indicator and way it is counted: as a whole (split = 'all'), by a column of the facts (`split_column`;
-- `split_value` null), or one part of a split. The others name the columns of the facts that the engine reads.
CREATE TABLE counted_columns (
  indicator VARCHAR, split VARCHAR, split_value VARCHAR, split_column VARCHAR, numerator VARCHAR,
  denominator VARCHAR, applicable VARCHAR, scope VARCHAR
);

-- One row per gap indicator, base indicator and comparison, the headline first: the two values of a split of the base,
-- or the two units of a level, that are divided. `split_value` is its value of the split `base`.
CREATE TABLE gaps (
  indicator VARCHAR, base VARCHAR, split_value VARCHAR, split VARCHAR, level VARCHAR, group_value VARCHAR,
  reference_value VARCHAR, label_zh VARCHAR, label_en VARCHAR, position INTEGER
);

-- One row per norm and indicator; `unit_code` where it is one unit's own (its plan), else null. `value` is a point,
-- `low` and `high` a range; all null = the source gives none.
CREATE TABLE norms (
  id VARCHAR, indicator VARCHAR, value DOUBLE, low DOUBLE, high DOUBLE, unit VARCHAR, text_zh VARCHAR,
  text_en VARCHAR, source_zh VARCHAR, source_en VARCHAR, year INTEGER, in_force_by_2010 BOOLEAN,
  yardstick VARCHAR, valid_from DATE, valid_to DATE, scope_zh VARCHAR, scope_en VARCHAR, confidence VARCHAR,
  judges BOOLEAN, unit_code VARCHAR
);

-- One row per quarter and community of the register: how far services are, as the programme's access.toml has people
-- walk. `status`: reached, out_of_reach (no service point that anyone can walk to), unlocated (no coordinates). The
-- nearest service point and the nearest full-service one (unit/centre), with the minutes there, however many; null:
-- none. `is_within`: a full-service point lies within the walk; null where nobody can say: the community is not located,
-- or its own centre is not on record with place and hours. `standing`: where its residents stand in the order of
-- `rankings`; null: not reported.
CREATE TABLE community_access (
  period VARCHAR, community_code VARCHAR, people DOUBLE, status VARCHAR, nearest VARCHAR, minutes DOUBLE,
  nearest_full VARCHAR, full_minutes DOUBLE, is_within BOOLEAN, standing DOUBLE
);

-- One row per quarter, community, thing that service points offer and limit of the walk in minutes: how much of it there
-- is for so many residents when all in reach share it (E2SFCA); 0: nothing in reach; null: not located, or its own centre
-- is not on record with place and hours.
CREATE TABLE community_supply (
  period VARCHAR, community_code VARCHAR, offer VARCHAR, minutes_limit DOUBLE, value DOUBLE
);

-- How people walk: the limit in minutes, how far they get, how much longer the way is than the straight line, the hours
-- a week from which on a service point is a full one, other limits that figures are told for, the weights of the equal
-- parts of the way, and where `travel_times` come from (null: nothing was measured). No row where the programme does not
-- ask.
CREATE TABLE walks (
  minutes DOUBLE, metres DOUBLE, detour DOUBLE, full_hours DOUBLE, band DOUBLE[], weights DOUBLE[],
  source_zh VARCHAR, source_en VARCHAR, measured_on DATE
);

-- One row per community and service point (unit/centre) between which the way was measured; minutes null: no way. Of a
-- community and a point that both stand here these rows say all, and other pairs are by straight line.
CREATE TABLE travel_times (community_code VARCHAR, centre VARCHAR, minutes DOUBLE);

-- One row per pair of areas that nobody walks between, and how that is said.
CREATE TABLE barriers (
  area VARCHAR, other_area VARCHAR, label_zh VARCHAR, label_en VARCHAR, position INTEGER
);

-- By what residents are ranked, which communities stand at either end, what the order does not mean. No row where they
-- are not ranked.
CREATE TABLE rankings (
  label_zh VARCHAR, label_en VARCHAR, low_zh VARCHAR, low_en VARCHAR, high_zh VARCHAR, high_en VARCHAR,
  caution_zh VARCHAR, caution_en VARCHAR
);

-- One row per thing that service points offer.
CREATE TABLE offers (
  name VARCHAR, label_zh VARCHAR, label_en VARCHAR, unit_zh VARCHAR, unit_en VARCHAR, per INTEGER, decimals INTEGER,
  position INTEGER
);

-- One row per receipt, whatever its state; times are UTC, `due_on` and `on_time` null where the period is unknown.
CREATE TABLE receipts (
  receipt VARCHAR, unit VARCHAR, period VARCHAR, state VARCHAR, sha256 VARCHAR, file VARCHAR, forms VARCHAR[],
  received_at TIMESTAMP, signed_at TIMESTAMP, accepted_at TIMESTAMP, due_on DATE, on_time BOOLEAN, reason VARCHAR,
  cells_asked BIGINT, cells_changed BIGINT
);

-- One row per receipt and form in it: rows found, accepted, rejected, with a warning, held; null where not counted.
CREATE TABLE receipt_forms (
  receipt VARCHAR, form VARCHAR, rows BIGINT, accepted BIGINT, rejected BIGINT, warnings BIGINT, position INTEGER
);

-- One row per finding of a receipt, in the receipt's order.
CREATE TABLE problems (
  receipt VARCHAR, position INTEGER, code VARCHAR, level VARCHAR, form VARCHAR, sheet VARCHAR, cell VARCHAR,
  row INTEGER, field VARCHAR, value VARCHAR, message_zh VARCHAR, message_en VARCHAR, reason VARCHAR
);

-- One row per known error that was mended in this release, in the order of the list: where it is in the source, what
-- the source says, what is right (null: missing), why, and the indicators that need the field. Form tables hold the
-- right value; the archive, the receipts and the accepted rows hold what was sent.
CREATE TABLE corrections (
  position INTEGER, file VARCHAR, entry INTEGER, form VARCHAR, unit_code VARCHAR, period VARCHAR, subject VARCHAR,
  field VARCHAR, old_value VARCHAR, new_value VARCHAR, reason_zh VARCHAR, reason_en VARCHAR, reported_on DATE,
  reported_by VARCHAR, indicators VARCHAR[], receipt VARCHAR, sheet VARCHAR, row INTEGER
);

-- One row per indicator × period × unit × value of a split; split = 'all' and split_value = 'all' for the whole.
-- A gap has the value in the group as numerator and that in the reference group as denominator.
-- Sums and counts are of the rows of the facts: `expected` owed, `reported` came, `not_applicable` left the
-- denominator. `lower`, `upper` are the 95 % interval; `bound_low`, `bound_high` are what the missing could
-- change (units counted one by one), and the smallest and largest unit where the value is a median.
CREATE TABLE indicator_values (
  indicator VARCHAR, period VARCHAR, level VARCHAR, unit_code VARCHAR, split VARCHAR, split_value VARCHAR,
  numerator DOUBLE, denominator DOUBLE, value DOUBLE, lower DOUBLE, upper DOUBLE,
  reported BIGINT, expected BIGINT, not_applicable BIGINT, bound_low DOUBLE, bound_high DOUBLE, status VARCHAR
);

-- The same for towns and districts that communities have left or joined since, each community counted where it lies
-- now; only wholes (split 'all') of ratios and counts that are not of persons.
CREATE TABLE indicator_values_today AS SELECT * FROM indicator_values;
