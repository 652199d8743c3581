import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Alert, Button, Form } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../../common/common.module.css';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import styles from './edit-page.module.css';
import { formMessages } from './form-messages.ts';
import { PersonFields } from './person-fields.tsx';
import { bodyOf, emptyPerson, type PersonValues } from './person-values.ts';
import { useServerMistakes } from './use-server-mistakes.ts';

/** Adds a person. Her identifier is ours to make: nobody types it, and it never changes. */
export function NewPage(): ReactNode {
  const text = useMessages(formMessages);
  const { renderParameters, resources } = usePortlet();
  const [form] = Form.useForm<PersonValues>();
  // One for the form: sending it again after an answer that was lost makes no second person.
  const [sub] = useState(() => `p-${crypto.randomUUID()}`);
  const save = useAdminAction(() => resources.refresh('people'));
  const problem = useServerMistakes(form, save.problem);
  const submit = async (values: PersonValues) => {
    const outcome = await save.run({
      method: 'PUT',
      path: `/people/${sub}`,
      body: bodyOf({ ...emptyPerson, ...values }),
      done: text.added,
    });
    if (outcome) renderParameters.set({ task: null, person: sub }, { replace: true });
  };
  return (
    <div className={common.page}>
      <h3 className={styles.heading}>{text.newPerson}</h3>
      <ProblemAlert problem={problem} />
      <Alert type="info" showIcon title={text.rolesHint} />
      <Form
        className={styles.form}
        form={form}
        layout="vertical"
        initialValues={emptyPerson}
        onFinish={(values) => void submit(values)}
        scrollToFirstError
      >
        <PersonFields />
        <span className={common.actions}>
          <Button type="primary" htmlType="submit" loading={save.isRunning}>
            {text.add}
          </Button>
          <Button onClick={() => renderParameters.set({ task: null })}>{text.cancel}</Button>
        </span>
      </Form>
    </div>
  );
}
