import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { isProblem, type ProblemError, shownProblem } from '@yimen/problem';
import { Button, EmptyState, ErrorState, LoadingState, Segmented } from '@yimen/ui';
import { DataTable, type DataTableColumn } from '@yimen/ui/table';
import { type ReactNode, useState } from 'react';
import common from '../../../../common/common.module.css';
import { useAdministrator } from '../../../../common/use-administrator.ts';
import type { Organisation } from '../../../../contract/organisation.ts';
import { ConfirmDialog } from '../person/confirm-dialog.tsx';
import { BackButton } from '../person/person-page.tsx';
import { type CatalogueKind, type Entry, kinds } from './catalogue-kinds.ts';
import { catalogueMessages } from './catalogue-messages.ts';
import styles from './catalogue-page.module.css';
import { EntryDialog } from './entry-dialog.tsx';

/** Posts, roles and groups: each kept by the administrator whose they are. */
export function CataloguePage(): ReactNode {
  const text = useMessages(catalogueMessages);
  const [kind, setKind] = useState<CatalogueKind>('posts');
  return (
    <div className={common.page}>
      <div className={common.actions}>
        <BackButton />
        <h3 className={styles.heading}>{text.title}</h3>
      </div>
      <Segmented
        className={styles.kinds}
        size="small"
        aria-label={text.kinds}
        options={(['posts', 'roles', 'groups'] as const).map((value) => ({ value, label: text[value] }))}
        value={kind}
        onChange={(value) => setKind(value as CatalogueKind)}
      />
      <Entries key={kind} kind={kind} />
    </div>
  );
}

type List = {
  entries?: readonly Entry[];
  problem?: ProblemError;
  isLoading: boolean;
  refresh: () => Promise<void>;
};

function useEntries(kind: CatalogueKind): List {
  const isGroups = kind === 'groups';
  const organisation = useResource<Organisation>('organisation', { enabled: !isGroups });
  const groups = useResource<{ groups: readonly Entry[] }>('groups', { enabled: isGroups });
  const { problem, isLoading, refresh } = isGroups ? groups : organisation;
  const entries = isGroups ? groups.data?.groups : organisation.data?.[kind];
  return { isLoading, refresh, ...(entries && { entries }), ...(problem && { problem }) };
}

type Step = { readonly do: 'add' } | { readonly do: 'change' | 'remove'; readonly entry: Entry };

function Entries({ kind }: { readonly kind: CatalogueKind }): ReactNode {
  const text = useMessages(catalogueMessages);
  const locale = useLocale();
  const administrator = useAdministrator();
  const isHers = administrator.is(kinds[kind].by);
  const { entries, problem, isLoading, refresh } = useEntries(kind);
  const [step, setStep] = useState<Step>();
  const columns = useColumns(isHers, kind, setStep);
  if (isLoading) return <LoadingState lines={6} />;
  if (!entries) return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} />;
  const close = () => setStep(undefined);
  return (
    <>
      {isHers ? (
        <div>
          <Button size="small" type="primary" onClick={() => setStep({ do: 'add' })}>
            {text.add}
          </Button>
        </div>
      ) : (
        <p className={common.quiet}>{text.byOther(administrator.nameOf(kinds[kind].by))}</p>
      )}
      {entries.length === 0 ? (
        <EmptyState text={text.none} />
      ) : (
        <DataTable
          label={text[kind]}
          columns={columns}
          rows={entries}
          rowKey={({ id }) => id}
          numbered={false}
          size="small"
        />
      )}
      {step?.do === 'add' && <EntryDialog kind={kind} id={undefined} onClose={close} />}
      {step?.do === 'change' && <EntryDialog kind={kind} id={step.entry.id} onClose={close} />}
      {step?.do === 'remove' && <RemoveDialog group={step.entry} onClose={close} />}
    </>
  );
}

function useColumns(
  isHers: boolean,
  kind: CatalogueKind,
  onStep: (step: Step) => void,
): DataTableColumn<Entry>[] {
  const text = useMessages(catalogueMessages);
  const locale = useLocale();
  const act = (what: 'change' | 'remove', entry: Entry) => (
    <Button
      key={what}
      size="small"
      type="link"
      danger={what === 'remove'}
      aria-label={(what === 'change' ? text.changeOf : text.removeOf)(entry.name[locale])}
      onClick={() => onStep({ do: what, entry })}
    >
      {text[what]}
    </Button>
  );
  return [
    { key: 'name', title: text.name, value: ({ name }) => name[locale] },
    { key: 'id', title: text.id },
    ...(kind === 'posts'
      ? []
      : [
          {
            key: 'description',
            title: text.description,
            width: 260,
            ellipsis: true,
            value: ({ description }: Entry) => description?.[locale],
          },
        ]),
    ...(isHers
      ? [
          {
            key: 'actions',
            title: text.change,
            render: (entry: Entry) => [
              act('change', entry),
              ...(kind === 'groups' ? [act('remove', entry)] : []),
            ],
          },
        ]
      : []),
  ];
}

function RemoveDialog({
  group,
  onClose,
}: {
  readonly group: Entry;
  readonly onClose: () => void;
}): ReactNode {
  const text = useMessages(catalogueMessages);
  const locale = useLocale();
  return (
    <ConfirmDialog
      title={text.removeTitle(group.name[locale])}
      hint={text.removeHint}
      okText={text.remove}
      isDangerous
      change={{ method: 'DELETE', path: `/groups/${encodeURIComponent(group.id)}`, done: text.removed }}
      refresh={['groups']}
      failure={(problem) => (isProblem(problem, 'conflict') ? text.hasMembers : undefined)}
      onClose={onClose}
    />
  );
}
