import { useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../../common/common.module.css';
import { type AdministratorRole, useAdministrator } from '../../../../common/use-administrator.ts';
import type { PersonDetail, ResetAnswer } from '../../../../contract/person.ts';
import { CodeDialog } from './code-dialog.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { GroupsDialog } from './groups-dialog.tsx';
import { personMessages } from './person-messages.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { RolesDialog } from './roles-dialog.tsx';

type Step =
  | 'edit'
  | 'disable'
  | 'enable'
  | 'reset'
  | 'resetFactors'
  | 'lift'
  | 'changeRoles'
  | 'changeGroups'
  | 'plan';

const system: AdministratorRole = 'system-administrator';
const security: AdministratorRole = 'security-administrator';

/** Whose each step is, as the sso-server has it. */
const stepsOf: readonly {
  step: Step;
  by: readonly AdministratorRole[];
  fits: (p: PersonDetail) => boolean;
}[] = [
  { step: 'edit', by: [system], fits: () => true },
  { step: 'changeRoles', by: [security], fits: () => true },
  { step: 'changeGroups', by: [system], fits: () => true },
  { step: 'plan', by: [system], fits: () => true },
  { step: 'lift', by: [security], fits: ({ lockouts }) => lockouts.length > 0 },
  { step: 'reset', by: [system], fits: () => true },
  { step: 'resetFactors', by: [system], fits: () => true },
  { step: 'enable', by: [system], fits: ({ isActive }) => !isActive },
  { step: 'disable', by: [system, security], fits: ({ isActive }) => isActive },
];

/** What the administrator who is looking may do with this person. */
export function PersonActions({ person }: { readonly person: PersonDetail }): ReactNode {
  const text = useMessages(personMessages);
  const { renderParameters } = usePortlet();
  const administrator = useAdministrator();
  const [step, setStep] = useState<Step>();
  const [issued, setIssued] = useState<{ isWaiting: boolean; answer: ResetAnswer }>();
  const steps = stepsOf.filter(({ by, fits }) => administrator.is(...by) && fits(person));
  const begin = (one: Step) => (one === 'edit' ? renderParameters.set({ task: 'edit' }) : setStep(one));
  const close = () => setStep(undefined);
  return (
    <span className={common.actions}>
      {steps.map(({ step: one }) => (
        <Button key={one} size="small" danger={one === 'disable'} onClick={() => begin(one)}>
          {text[one]}
        </Button>
      ))}
      {step === 'changeRoles' && <RolesDialog person={person} onClose={close} />}
      {step === 'changeGroups' && <GroupsDialog person={person} onClose={close} />}
      {step === 'plan' && <PlanDialog person={person} onClose={close} />}
      <Confirmation
        person={person}
        step={step}
        onClose={close}
        onIssued={(isWaiting, answer) => setIssued({ isWaiting, answer })}
      />
      {issued && <CodeDialog {...issued} person={person} onClose={() => setIssued(undefined)} />}
    </span>
  );
}

type ConfirmationProps = {
  readonly person: PersonDetail;
  readonly step: Step | undefined;
  readonly onClose: () => void;
  readonly onIssued: (isWaiting: boolean, answer: ResetAnswer) => void;
};

function Confirmation({ person, step, onClose, onIssued }: ConfirmationProps): ReactNode {
  const text = useMessages(personMessages);
  const locale = useLocale();
  const name = person.name[locale];
  const post = (path: string, done?: string) => ({
    method: 'POST' as const,
    path: `/people/${encodeURIComponent(person.sub)}/${path}`,
    body: {},
    ...(done !== undefined && { done }),
  });
  const same = { onClose, refresh: ['person', 'people', 'sessions', 'factors'] };
  if (step === 'disable') {
    const change = post('disable', text.disabledDone);
    const words = { title: text.disableTitle(name), hint: text.disableHint, okText: text.disable };
    return <ConfirmDialog {...same} {...words} isDangerous change={change} />;
  }
  if (step === 'enable') {
    const words = { title: text.enableTitle(name), okText: text.enable };
    return <ConfirmDialog {...same} {...words} change={post('enable', text.enabledDone)} />;
  }
  if (step === 'lift') {
    const words = { title: text.lift, okText: text.lift };
    return <ConfirmDialog {...same} {...words} change={post('lift-lockouts', text.lifted)} />;
  }
  if (step === 'resetFactors') {
    const words = { title: text.resetFactorsTitle(name), hint: text.resetFactorsHint };
    return (
      <ConfirmDialog
        {...same}
        {...words}
        okText={text.resetFactors}
        isDangerous
        change={post('reset-factors')}
      />
    );
  }
  if (step !== 'reset') return null;
  return (
    <ConfirmDialog
      {...same}
      title={text.resetTitle(name)}
      hint={text.resetHint}
      okText={text.reset}
      isDangerous
      change={post('reset-password')}
      onDone={({ isWaiting, body }) => onIssued(isWaiting, body as ResetAnswer)}
    />
  );
}
