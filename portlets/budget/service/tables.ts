import type { RelyingPartyTables } from '@yimen/relying-party';
import type { ExpenditureKind } from '../contract/execution.ts';
import type { LocalizedText } from '../contract/localized-text.ts';
import type { PublicFigureSet } from '../contract/public-figures.ts';

/** 预算单位. */
export type UnitTable = { id: string; code: string; name_json: LocalizedText; is_demonstration: boolean };

/** 支出功能分类: 类, 款 or 项. The parent is the longest shorter code that exists. */
export type SubjectTable = { code: string; name_json: LocalizedText };

/** 指标金额 of a unit under a subject in a budget year. */
export type AllotmentTable = {
  unit_id: string;
  subject_code: string;
  budget_year: number;
  kind: ExpenditureKind;
  amount_cents: number;
};

/** 支付金额 of a month under an allotment. */
export type PaidMonthTable = AllotmentTable & { month: number };

/** A published figure set, shown as its source has it. */
export type PublicFigureTable = { id: string; position: number; content_json: Omit<PublicFigureSet, 'id'> };

/** Settings by name. */
export type SettingTable = { name: string; value_json: unknown };

/** Every table of this system. */
export type BudgetTables = RelyingPartyTables & {
  unit: UnitTable;
  subject: SubjectTable;
  allotment: AllotmentTable;
  paid_month: PaidMonthTable;
  public_figure: PublicFigureTable;
  setting: SettingTable;
};
