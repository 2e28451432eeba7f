"""The forms of the programme: every column of the study is there, with its values, units and wording."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.programme.forms import load_forms
from pipelines.programme.model import Form, Programme

FOLDER = Path(__file__).parents[2] / "data" / "programme" / "xiamen" / "forms"
FORMS = load_forms(FOLDER)

COMMON = ["period", "unit_code", "as_of", "row_status"]

# Form → its own columns in the order of the study, after the common ones and before the remark.
COLUMNS = {
    "T01": """name town_code ctype converted_on households residents hukou_residents party_members compounds
        buildings is_pilot pilot_approved_on pilot_doc pilot_ended_on ready_a ready_b ready_c
        ready_d ready_e pop_year lon lat""",
    "T02": "ms_code planned_on ms_status done_on evidence_no verified_by delay_code",
    "T03": """party_form committee_due comp_due comp_done bldg_due bldg_done coop_party union_ok youth_ok
        women_ok militia_ok rc_members rc_subs reps station_mode station_id station_open_on
        head_party head_rc head_station act_party act_rc act_station pc_members both_n
        coop_seats coop_cross incompat_a incompat_b incompat_c""",
    "T04": """station_id posts staff seconded party_workers age_le35 age_36_45 age_46_55 age_ge56 edu_hs
        edu_col edu_ba edu_pg cert_n hired_n hired_open left_n cad_elig cad_trained cad_assessed
        cad_passed cad_appointed cad_unplaced cad_covered measure_doc""",
    "T05": """dec_id dec_cat s0_on s1_on s2_on s3_on s3_form rep_due rep_present votes_for s4_on s4_result
        s5_on post_days impl_on s6_on amount""",
    "T06": """asm_n asm_quorate rc_reported sup_set sup_indep sup_checks hear_n appr_due appr_done fin_rc
        fin_coop""",
    "T07": """need inv_status inv_on assets op_assets mem_total mem_conf coop_form coop_on gov_1 gov_2 gov_3
        gov_4 gov_5 sep_1 sep_2 sep_3 sep_4 sep_5 transfer_on dividend pet_n pet_rep""",
    "T08": """matter_code matter_name ecat dept_code basis basis_doc on_list com_due com_station days c_due
        c_ontime c_closed cond_need cond_ok nil_cost nil_doc asked_on""",
    "T09": """matter_code payer source receiver_code agr_no agreed unit_rule due_on due_amt paid_on paid_amt
        recv mode why""",
    "T10": """centre_id serves lon lat area act_area tenure u1a u1b u1c u2a u2b u2c u3a u3b u3c u4a u4b u4c
        hrs hrs_off barrier_free""",
    "T10b": "centre_id matter_code avail nonlocal_ok win",
    "T11": "cncl cncl_n seats seat_ent seat_mig seat_civ org_reg org_filed org_srv org_ben org_mut shared",
    "T12": "iss_id raised_on iss_cat summary need_city lead iss_status closed_on how topic out_kind",
}

VALUES = {
    "T01.ctype": "城市社区 村改居 村",
    "T02.ms_code": "M01 M02 M03 M04 M05 M06 M07 M08 M09 M10 M11 M12",
    "T02.ms_status": "未开始 进行中 完成待核 已核实 不适用",
    "T02.verified_by": "街镇 区",
    "T02.delay_code": "资产争议 经费 人员 场所 政策待明确 其他",
    "T03.party_form": "支部 总支 党委 联合 无",
    "T03.coop_party": "单独 联合 无 不适用",
    "T03.station_mode": "独立工作站 联合工作站 居委会承接 未承接",
    "T05.dec_cat": "资产处置 征迁补偿 工程采购 预算决算 福利分配 公约章程 报酬补贴 其他",
    "T05.s3_form": "党员大会 党员议事会",
    "T05.s4_result": "通过 未通过 撤回",
    "T07.inv_status": "未启动 进行中 公示确认 已备案",
    "T07.coop_form": "股份合作社 公司 其他 未成立",
    "T08.ecat": " ".join(f"E{number:02d}" for number in range(1, 33)),
    "T08.basis": "法定协助 文件委托 临时交办",
    "T09.source": "市 区 街镇 其他",
    "T09.unit_rule": "按件 按人 定额 打包",
    "T09.recv": "街镇 社区或站",
    "T09.mode": "社区自办 社会组织 企业",
    "T09.why": "预算未列 手续 考核扣减 其他",
    "T10.tenure": "自有 划拨 租借 合作组织提供",
    "T12.iss_cat": "组织 自治 资产 队伍 事项经费 设施 均等化 其他",
    "T12.iss_status": "待办 办理中 办结 搁置",
    "T12.topic": "R1 R2 R3 R4 R5",
    "T12.out_kind": "办法 指引 案例 调研报告",
}

KEYS = {
    "T01": "period community_code",
    "T02": "period community_code ms_code",
    "T03": "period community_code",
    "T04": "period community_code",
    "T05": "community_code dec_id",
    "T06": "period community_code",
    "T07": "period community_code",
    "T08": "period unit_code matter_code",
    "T09": "matter_code payer source receiver_code due_on",
    "T10": "period centre_id",
    "T10b": "period centre_id matter_code",
    "T11": "period community_code",
    "T12": "unit_code iss_id",
}

every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def test_there_are_thirteen_forms_in_order() -> None:
    assert [one.id for one in FORMS] == list(COLUMNS)


@every_form
def test_a_form_has_the_columns_of_the_study_in_their_order(form: Form) -> None:
    found = [field.name for field in form.fields if field.name not in {*COMMON, "community_code", "remark"}]
    assert found == COLUMNS[form.id].split()


@every_form
def test_a_form_begins_with_the_common_columns_and_ends_with_the_remark(form: Form) -> None:
    names = [field.name for field in form.fields if field.name != "community_code"]
    assert names[: len(COMMON)] == COMMON
    assert names[-1] == "remark"


def test_forms_about_communities_have_a_community_code() -> None:
    with_code = {one.id for one in FORMS if any(field.name == "community_code" for field in one.fields)}
    assert with_code == {"T01", "T02", "T03", "T04", "T05", "T06", "T07", "T11"}


def test_every_choice_field_has_the_values_of_the_study_and_no_other() -> None:
    found = {
        f"{one.id}.{field.name}": " ".join(choice.value for choice in field.choices)
        for one in FORMS
        for field in one.fields
        if field.choices and field.name != "row_status"
    }
    assert found == VALUES


@every_form
def test_row_status_has_its_four_values(form: Form) -> None:
    assert [choice.value for choice in form.field("row_status").choices] == ["新增", "变更", "无变化", "更正"]


@every_form
def test_the_key_tells_a_later_report_of_the_same_thing(form: Form) -> None:
    assert list(form.key) == KEYS[form.id].split()
    assert all(form.field(name).required and form.field(name).prefill == "key" for name in form.key)


def test_only_registers_lists_of_centres_and_milestones_carry_over() -> None:
    assert {one.id for one in FORMS if one.carries} == {"T01", "T02", "T10", "T10b"}
    assert [one.id for one in FORMS if one.carries and "period" not in one.key] == []


@pytest.mark.parametrize(
    ("field", "kind", "scale", "unit"),
    [
        ("T04.posts", "integer", 0, "人"),
        ("T01.households", "integer", 0, "户"),
        ("T01.lon", "number", 6, "度"),
        ("T01.lat", "number", 6, "度"),
        ("T08.days", "integer", 0, "工作日"),
        ("T08.c_due", "integer", 0, "件"),
        ("T06.asm_n", "integer", 0, "次"),
        ("T11.org_reg", "integer", 0, "个"),
        ("T09.due_amt", "number", 2, "万元"),
        ("T10.area", "number", 1, "m²"),
        ("T10.lon", "number", 6, "度"),
        ("T10.serves", "list", 0, ""),
        ("T10.u4c", "boolean", 0, ""),
        ("T02.done_on", "date", 0, ""),
    ],
)
def test_units_and_decimals_follow_the_study(field: str, kind: str, scale: int, unit: str) -> None:
    id_, _, name = field.partition(".")
    one = next(form for form in FORMS if form.id == id_).field(name)
    assert (one.kind, one.scale, one.unit.zh) == (kind, scale, unit)


@every_form
def test_names_say_the_type(form: Form) -> None:
    """`*_on` is a date, `*_doc` and `*_no` are short texts, money is in 万元 with two decimals."""
    for field in form.fields:
        if field.name.endswith("_on"):
            assert field.kind == "date"
        if field.name.endswith(("_doc", "_no")):
            assert (field.kind, field.max_length) == ("string", 60)
        if field.unit.zh == "万元":
            assert (field.kind, field.scale) == ("number", 2)


@every_form
def test_no_count_area_or_amount_is_below_zero(form: Form) -> None:
    for field in form.fields:
        if field.kind in {"integer", "number"}:
            assert field.minimum is not None
            assert field.minimum >= 0


@every_form
def test_only_what_makes_a_row_is_required(form: Form) -> None:
    """Blank means not reported, which is allowed for every measure."""
    required = {field.name for field in form.fields if field.required}
    needed = {"T01": {"name", "town_code", "ctype"}, "T10": {"serves"}}.get(form.id, set())
    assert required == {*form.key, "period", "unit_code", "as_of"} | needed


@every_form
def test_counts_of_the_quarter_are_never_prefilled(form: Form) -> None:
    flows = re.compile(r"act_(party|rc|station)|c_(due|ontime|closed)|asm_.*|sup_checks|hear_n|fin_.*|cncl_n|pet_.*")
    about = {"row_status", "remark"}
    counts = [field for field in form.fields if flows.fullmatch(field.name) or field.name in about]
    assert {field.prefill for field in counts} == {"none"}


def test_counts_of_the_year_are_prefilled_within_the_year() -> None:
    year = {f"{one.id}.{field.name}" for one in FORMS for field in one.fields if field.prefill == "year"}
    assert year == {"T04.hired_n", "T04.hired_open", "T04.left_n", "T06.appr_done", "T07.dividend"}


@every_form
def test_both_languages_say_everything(form: Form) -> None:
    words = [form.title, form.grain, form.instructions]
    words += [one for field in form.fields for one in (field.title, field.note)]
    words += [choice.label for field in form.fields for choice in field.choices]
    assert [one for one in words if not one.zh or not one.en or re.search(r"[\u4e00-\u9fff]", one.en)] == []
    assert [field.name for field in form.fields if bool(field.unit.zh) != bool(field.unit.en)] == []


@every_form
def test_free_text_warns_of_personal_data(form: Form) -> None:
    long = [field for field in form.fields if (field.max_length or 0) > 60]
    assert [field.name for field in long if "个人信息" not in field.note.zh or field.max_length != 200] == []


@every_form
def test_a_sheet_name_fits_into_excel(form: Form) -> None:
    for lang in ("zh", "en"):
        assert form.sheet(lang).startswith(form.id)
        assert not set(form.sheet(lang)) & set("[]:*?/\\")


def test_codes_agree_with_the_programme(xiamen: Programme) -> None:
    categories = [choice.value for choice in xiamen.form("T08").field("ecat").choices]
    milestones = [choice.value for choice in xiamen.form("T02").field("ms_code").choices]
    assert categories == [matter.code for matter in xiamen.matters]
    assert milestones == [milestone.code for milestone in xiamen.milestones]
