export {
  type ExecutionImport,
  elapsedSetting,
  executionImport,
  type PublicFigureImport,
  publicFigureImport,
  type SubjectImport,
  subjectImport,
  type UnitImport,
  unitImport,
} from './administration.ts';
export {
  type Amounts,
  type AsOf,
  type ElapsedFormula,
  type ExecutionByMonth,
  type ExecutionBySubject,
  type ExecutionByUnit,
  type ExecutionQuery,
  type ExpenditureKind,
  type ExportQuery,
  elapsedFormulas,
  executionQuery,
  expenditureKinds,
  exportQuery,
  moneyUnits,
  type NamedUnit,
  type SiteSession,
  type SubjectRow,
} from './execution.ts';
export { type FieldMessage, fieldMessages } from './field-messages.ts';
export { type Locale, type LocalizedText, text } from './localized-text.ts';
export type { PublicFigure, PublicFigureSet } from './public-figures.ts';
export { type Refusal, refusals } from './refusals.ts';
