import { useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Modal } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import { commonMessages } from '../../../../common/common-messages.ts';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import { useOrganisation } from '../../../../common/use-organisation.ts';
import type { PersonDetail } from '../../../../contract/person.ts';
import { peopleMessages } from '../people-messages.ts';
import { ChoiceList } from './choice-list.tsx';
import { personMessages } from './person-messages.ts';

type Props = { readonly person: PersonDetail; readonly onClose: () => void };

/** Roles are rights: another administrator approves them. */
export function RolesDialog({ person, onClose }: Props): ReactNode {
  const text = useMessages(personMessages);
  const words = useMessages(peopleMessages);
  const common = useMessages(commonMessages);
  const locale = useLocale();
  const { resources } = usePortlet();
  const { organisation } = useOrganisation();
  const [roles, setRoles] = useState<readonly string[]>(person.roles);
  const save = useAdminAction(() => resources.refresh('person', 'people'));
  const submit = async () => {
    const outcome = await save.run({
      method: 'PUT',
      path: `/people/${encodeURIComponent(person.sub)}/roles`,
      body: { roles: [...roles] },
      revision: person.revision,
    });
    if (outcome) onClose();
  };
  return (
    <Modal
      open
      title={`${text.changeRoles} · ${person.name[locale]}`}
      okText={text.save}
      cancelText={common.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <p>{text.rolesHint}</p>
      <ChoiceList
        label={words.roles}
        chosen={roles}
        onChange={setRoles}
        options={(organisation?.roles ?? []).map(({ id, name }) => ({ value: id, label: name[locale] }))}
      />
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
