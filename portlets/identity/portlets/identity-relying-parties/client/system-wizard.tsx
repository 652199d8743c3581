import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { Button, ErrorState, Form, LoadingState, Steps } from '@yimen/ui';
import { ArrowLeftOutlined } from '@yimen/ui/icons';
import { type ReactNode, useEffect, useState } from 'react';
import common from '../../../common/common.module.css';
import { commonMessages } from '../../../common/common-messages.ts';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import type { RelyingPartyDetail } from '../../../contract/relying-party.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { OutdatedAlert } from './outdated-alert.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import styles from './systems.module.css';
import { useSaveSystem } from './use-save-system.ts';
import { AddressFields, AudienceFields, KindFields, ProtocolFields } from './wizard-fields.tsx';
import { wizardMessages } from './wizard-messages.ts';
import { fieldAt, newValues, stepFields, valuesOf, type WizardValues } from './wizard-values.ts';

/** Registers a system; its secret is shown once at the end. */
export function RegisterWizard(): ReactNode {
  return <Wizard opened={undefined} />;
}

/** Changes a registration that was opened; what is being changed is what was opened. */
export function ChangeWizard(): ReactNode {
  const locale = useLocale();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<RelyingPartyDetail>('system');
  const [opened, setOpened] = useState<RelyingPartyDetail>();
  if (opened) return <Wizard opened={opened} />;
  if (data && !isRefreshing) setOpened(data);
  if (isLoading || data) return <LoadingState lines={8} />;
  return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
}

type Opened = RelyingPartyDetail | undefined;

function Wizard({ opened }: { readonly opened: Opened }): ReactNode {
  const text = useMessages(wizardMessages);
  const { fieldWrong: wrong } = useMessages(commonMessages);
  const locale = useLocale();
  const [form] = Form.useForm<WizardValues>();
  const [step, setStep] = useState(0);
  const [secret, setSecret] = useState<string>();
  const { renderParameters } = usePortlet();
  const save = useSaveSystem(opened, setSecret);
  const last = stepFields.length;
  const next = async () => {
    const names = [...(stepFields[step] ?? [])];
    const isGood = await form.validateFields(names).then(
      () => true,
      () => false,
    );
    if (isGood) setStep(step + 1);
  };
  const submit = () => save.save({ ...newValues, ...form.getFieldsValue(true) });
  const mistakes = save.problem?.problem.errors;
  useEffect(() => {
    const fields = (mistakes ?? []).flatMap(({ pointer }) => fieldAt(pointer) ?? []);
    form.setFields(fields.map(({ name }) => ({ name, errors: [wrong] })));
    const [first] = fields;
    if (first && first.step >= 0) setStep(first.step);
  }, [form, mistakes, wrong]);
  // Without a revision nothing may be there yet.
  const isTaken = !opened && mistakes?.some(({ pointer }) => pointer === '/headers/if-match') === true;
  return (
    <div className={common.page}>
      <BackButton opened={opened} />
      <h3 className={styles.title}>
        {opened ? text.changeTitle(opened.registration.name[locale]) : text.registerTitle}
      </h3>
      <Steps
        size="small"
        current={step}
        items={[...stepFields, []].map((_fields, index) => ({ title: text.stepOf(index) }))}
      />
      <Form
        form={form}
        layout="vertical"
        className={styles.form}
        aria-label={opened ? text.changeTitle(opened.registration.name[locale]) : text.registerTitle}
        initialValues={opened ? valuesOf(opened.clientId, opened.registration) : newValues}
        disabled={save.isRunning}
        scrollToFirstError
      >
        <StepFields step={step} isNew={!opened} />
        {step === last && <ConfirmStep opened={opened} />}
        {opened && save.outdatedBy ? (
          <OutdatedAlert opened={opened} theirs={save.outdatedBy} onKeep={save.keepMine} />
        ) : (
          <ProblemAlert problem={save.problem} title={isTaken ? text.taken : undefined} />
        )}
        <div className={styles.foot}>
          {step > 0 && <Button onClick={() => setStep(step - 1)}>{text.previous}</Button>}
          {step < last ? (
            <Button type="primary" onClick={() => void next()}>
              {text.next}
            </Button>
          ) : (
            <Button type="primary" loading={save.isRunning} onClick={() => void submit()}>
              {opened ? text.save : text.submit}
            </Button>
          )}
        </div>
      </Form>
      {secret !== undefined && (
        <SecretDialog
          secret={secret}
          isWaiting={false}
          onClose={() =>
            renderParameters.set({
              task: null,
              system: String(form.getFieldValue('clientId')),
              part: 'configuration',
            })
          }
        />
      )}
    </div>
  );
}

function BackButton({ opened }: { readonly opened: Opened }): ReactNode {
  const text = useMessages(commonMessages);
  const { renderParameters } = usePortlet();
  return (
    <div>
      <Button
        size="small"
        icon={<ArrowLeftOutlined aria-hidden />}
        onClick={() => renderParameters.set({ task: null })}
      >
        {opened ? text.cancel : text.back}
      </Button>
    </div>
  );
}

/** Every step stays mounted, so that going back and forth loses nothing and each field is checked. */
function StepFields({ step, isNew }: { readonly step: number; readonly isNew: boolean }): ReactNode {
  const parts = [
    <KindFields key="kind" isNew={isNew} />,
    <AddressFields key="addresses" />,
    <AudienceFields key="audience" />,
    <ProtocolFields key="protocol" />,
  ];
  return parts.map((part, index) => (
    <div key={part.key} className={index === step ? undefined : styles.hidden}>
      {part}
    </div>
  ));
}
