import type { NoticeAudience, NoticeDetail } from '../contract/notice.ts';
import { parseBody, writeBody } from '../contract/notice-body.ts';
import type { NoticeCategory } from '../contract/notice-rules.ts';

/** What the fields of the form hold. */
export type NoticeValues = {
  title: string;
  documentNumber: string;
  category: NoticeCategory;
  unitName: string;
  audience: NoticeAudience['kind'];
  unitIds: string[];
  body: string;
  validFrom: string;
  validUntil: string;
  isPinned: boolean;
};

/** The fields of an empty form. */
export function newValues(unitName: string): NoticeValues {
  return {
    title: '',
    documentNumber: '',
    category: 'notice',
    unitName,
    audience: 'everyone',
    unitIds: [],
    body: '',
    validFrom: '',
    validUntil: '',
    isPinned: false,
  };
}

/** The fields for changing a notice. */
export function valuesOf(notice: NoticeDetail): NoticeValues {
  const audience = notice.managed?.audience ?? { kind: 'everyone' };
  return {
    title: notice.title,
    documentNumber: notice.documentNumber ?? '',
    category: notice.category,
    unitName: notice.unitName,
    audience: audience.kind,
    unitIds: audience.kind === 'units' ? audience.unitIds : [],
    body: writeBody(notice.body),
    validFrom: notice.validFrom ?? '',
    validUntil: notice.validUntil ?? '',
    isPinned: notice.isPinned,
  };
}

/** The form's content as the service takes it, without revision and files. */
export function contentOf(values: NoticeValues) {
  const audience: NoticeAudience =
    values.audience === 'everyone' ? { kind: 'everyone' } : { kind: 'units', unitIds: values.unitIds };
  return {
    title: values.title,
    documentNumber: values.documentNumber || null,
    category: values.category,
    unitName: values.unitName,
    audience,
    body: parseBody(values.body),
    validFrom: values.validFrom || null,
    validUntil: values.validUntil || null,
    isPinned: values.isPinned,
  };
}

/** The field that a mistake named by the service belongs to. */
export function fieldAt(pointer: string): keyof NoticeValues | undefined {
  const [, , part, name, below] = pointer.split('/');
  if (part !== 'notice' || name === undefined) return undefined;
  if (name === 'audience') return below === 'unitIds' ? 'unitIds' : 'audience';
  return name in newValues('') ? (name as keyof NoticeValues) : undefined;
}
