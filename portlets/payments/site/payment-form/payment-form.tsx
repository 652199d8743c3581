import { isProblem, problemTitle } from '@yimen/problem';
import { Alert, Button, Descriptions, Form } from '@yimen/ui';
import { navigate, Panel } from '@yimen/ui/site';
import { type ReactNode, useState } from 'react';
import { type FormOptions, fundNatures, type PaymentDraft } from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';
import { ContactFields, PayeeFields, PaymentFields } from './form-fields.tsx';
import { type FormValues, type Mistake, mistakesOf, readForm } from './form-values.ts';
import type { UnsavedValues } from './unsaved-values.ts';

type PaymentFormProps = {
  readonly options: FormOptions;
  readonly initial: FormValues;
  readonly unsaved: UnsavedValues;
  readonly cancelTo: string;
  /** Saves; rejects with a problem. */
  readonly onSave: (draft: PaymentDraft, andSubmit: boolean) => Promise<void>;
};

/** The form of a request. Every mistake is told at once, whether found here or by the service. */
export function PaymentForm({ options, initial, unsaved, cancelTo, onSave }: PaymentFormProps): ReactNode {
  const texts = useTexts();
  const [form] = Form.useForm<FormValues>();
  const [kept] = useState(() => unsaved.read());
  const [isRestored, setRestored] = useState(kept !== undefined);
  const [failure, setFailure] = useState<{ title: string; text?: string | undefined }>();
  const [running, setRunning] = useState<'save' | 'submit'>();
  const show = (mistakes: readonly Mistake[]) => {
    form.setFields(mistakes.map(({ field, text }) => ({ name: field, errors: [text] })));
    setFailure({ title: texts.mistakes(mistakes.length) });
    const [first] = mistakes;
    if (first) form.getFieldInstance(first.field)?.focus?.();
  };
  const save = async (andSubmit: boolean) => {
    const values: FormValues = form.getFieldsValue(true);
    form.setFields(Object.keys(values).map((name) => ({ name: name as keyof FormValues, errors: [] })));
    setFailure(undefined);
    const read = readForm(values, texts.locale);
    if ('mistakes' in read) return show(read.mistakes);
    setRunning(andSubmit ? 'submit' : 'save');
    try {
      await onSave(read.draft, andSubmit);
      unsaved.forget();
    } catch (error) {
      const mistakes = isProblem(error, 'invalid-input') ? mistakesOf(error.problem.errors ?? []) : [];
      if (mistakes.length > 0) show(mistakes);
      else if (isProblem(error)) {
        setFailure({ title: problemTitle(error.problem, texts.locale), text: error.problem.detail });
      } else throw error;
    } finally {
      setRunning(undefined);
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ ...initial, ...kept }}
      onValuesChange={(changed: FormValues, values: FormValues) => {
        unsaved.keep(values);
        form.setFields(Object.keys(changed).map((name) => ({ name: name as keyof FormValues, errors: [] })));
      }}
      onFinish={() => void save(false)}
      noValidate
    >
      {isRestored ? (
        <Alert
          className="pay-notice"
          type="info"
          showIcon
          title={texts.restored}
          action={
            <Button
              size="small"
              onClick={() => {
                unsaved.forget();
                setRestored(false);
                form.setFieldsValue(
                  Object.fromEntries(Object.keys(kept ?? {}).map((key) => [key, undefined])),
                );
                form.setFieldsValue(initial);
              }}
            >
              {texts.discard}
            </Button>
          }
        />
      ) : null}
      <div aria-live="assertive">
        {failure ? (
          <Alert
            className="pay-notice"
            type="error"
            showIcon
            title={failure.title}
            description={failure.text}
          />
        ) : null}
      </div>
      <Panel title={texts.paymentGroup}>
        <PaymentFields options={options} />
        <ProjectFacts options={options} />
      </Panel>
      <Panel title={texts.payeeGroup}>
        <PayeeFields />
      </Panel>
      <Panel title={texts.contactGroup}>
        <ContactFields />
      </Panel>
      <div className="pay-form-buttons">
        <Button onClick={() => navigate(cancelTo)}>{texts.cancel}</Button>
        <Button htmlType="submit" loading={running === 'save'} disabled={running !== undefined}>
          {texts.save}
        </Button>
        <Button
          type="primary"
          loading={running === 'submit'}
          disabled={running !== undefined}
          onClick={() => void save(true)}
        >
          {texts.saveAndSubmit}
        </Button>
      </div>
    </Form>
  );
}

/** What follows from the unit and the chosen project, so nobody types it. */
function ProjectFacts({ options }: { readonly options: FormOptions }): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const chosen: string | undefined = Form.useWatch('projectCode');
  const project = options.projects.find(({ code }) => code === chosen);
  const facts: [string, string][] = [
    [texts.unit, `${options.unit.code} ${options.unit.name[locale]}`],
    [texts.payer, `${options.payer.name} ${options.payer.account}`],
    [texts.functional, project ? `${project.functional.code} ${project.functional.name[locale]}` : '—'],
    [texts.fundNature, project ? fundNatures[project.fundNature][locale] : '—'],
  ];
  return (
    <Descriptions
      className="pay-facts"
      size="small"
      title={texts.followsFromProject}
      column={{ xs: 1, sm: 1, md: 2 }}
      items={facts.map(([label, children]) => ({ key: label, label, children }))}
    />
  );
}
