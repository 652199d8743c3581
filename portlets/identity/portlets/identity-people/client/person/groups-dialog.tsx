import { useAction, useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { Modal } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import { commonMessages } from '../../../../common/common-messages.ts';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import type { GroupList, PersonDetail } from '../../../../contract/person.ts';
import { ChoiceList } from './choice-list.tsx';
import { personMessages } from './person-messages.ts';

type Props = { readonly person: PersonDetail; readonly onClose: () => void };

/** Which groups she is in; who loses one signs in again. */
export function GroupsDialog({ person, onClose }: Props): ReactNode {
  const text = useMessages(personMessages);
  const common = useMessages(commonMessages);
  const locale = useLocale();
  const { resources, notices } = usePortlet();
  const { data } = useResource<GroupList>('groups');
  const [groups, setGroups] = useState<readonly string[]>(person.groups);
  const save = useAction(async () => {
    const change = (id: string, what: 'add' | 'remove') =>
      resources.send('POST', `/api/admin/groups/${encodeURIComponent(id)}/members`, { [what]: [person.sub] });
    // One after the other: when one fails, those before it are done, and the page shows it.
    try {
      for (const id of groups) if (!person.groups.includes(id)) await change(id, 'add');
      for (const id of person.groups) if (!groups.includes(id)) await change(id, 'remove');
    } finally {
      await resources.refresh('person');
    }
    notices.success(text.groupsDone);
    onClose();
  });
  return (
    <Modal
      open
      title={`${text.changeGroups} · ${person.name[locale]}`}
      okText={text.save}
      cancelText={common.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => void save.run()}
      onCancel={onClose}
    >
      <ChoiceList
        label={text.groups}
        chosen={groups}
        onChange={setGroups}
        options={(data?.groups ?? []).map(({ id, name }) => ({ value: id, label: name[locale] }))}
      />
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
