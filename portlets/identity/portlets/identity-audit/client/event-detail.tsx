import { useLocale, useMessages } from '@yimen/portlet-sdk';
import { Button, Descriptions, formatDateTime, Modal } from '@yimen/ui';
import type { ReactNode } from 'react';
import { commonMessages } from '../../../common/common-messages.ts';
import { DifferenceTable } from '../../../common/difference/difference-table.tsx';
import { fieldLabels } from '../../../common/difference/field-labels.ts';
import { valueMessages } from '../../../common/difference/value-texts.ts';
import { writeValue } from '../../../common/difference/write-value.ts';
import type { AuditEvent } from '../../../contract/audit.ts';
import type { Summary } from '../../../contract/pending-change.ts';
import { auditMessages } from './audit-messages.ts';

type Props = { readonly event: AuditEvent; readonly onClose: () => void };

/** One record, with before and after in words. */
export function EventDetail({ event, onClose }: Props): ReactNode {
  const text = useMessages(auditMessages);
  const common = useMessages(commonMessages);
  const locale = useLocale();
  const { before, after, ...others } = event.detail ?? {};
  const rest = Object.fromEntries(Object.entries(others).filter(([, value]) => !isEmpty(value)));
  const isChange = isSummary(before) || isSummary(after);
  const facts = [
    { key: 'at', label: text.time, children: formatDateTime(event.at, { locale }) },
    { key: 'event', label: text.event, children: text.eventOf(event.event) },
    {
      key: 'outcome',
      label: text.outcome,
      children: event.outcome === 'success' ? text.success : text.failure,
    },
    {
      key: 'person',
      label: text.person,
      children: [event.username, event.person].filter(Boolean).join(' · '),
    },
    { key: 'system', label: text.system, children: event.system },
    { key: 'address', label: text.address, children: event.address },
    { key: 'session', label: text.session, children: event.session },
    { key: 'userAgent', label: text.userAgent, children: event.userAgent },
    { key: 'sequence', label: text.sequence, children: event.sequence },
  ].filter(({ children }) => children !== null && children !== '');
  return (
    <Modal
      open
      width={760}
      title={text.detail}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{common.close}</Button>}
    >
      <Descriptions size="small" column={{ xs: 1, sm: 2 }} items={facts} />
      {isChange && (
        <DifferenceTable
          label={text.change}
          before={isSummary(before) ? before : null}
          after={isSummary(after) ? after : null}
        />
      )}
      {Object.keys(rest).length > 0 && <FurtherFacts detail={rest} />}
    </Modal>
  );
}

const isEmpty = (value: unknown) => isSummary(value) && Object.keys(value).length === 0;

const isSummary = (value: unknown): value is Summary =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What else the record says, each member by its name. */
function FurtherFacts({ detail }: { readonly detail: Summary }): ReactNode {
  const text = useMessages(auditMessages);
  const words = { text: useMessages(valueMessages), locale: useLocale(), nameOf: () => undefined };
  const items = Object.entries(detail).map(([field, value]) => ({
    key: field,
    label: fieldLabels[words.locale][field] ?? text.memberOf(field),
    children: writeValue(field, value, words),
  }));
  return <Descriptions size="small" title={text.more} column={1} items={items} />;
}
