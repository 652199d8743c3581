import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { isProblem, shownProblem } from '@yimen/problem';
import { Button, ErrorState, Form, LoadingState } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../../common/common.module.css';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import type { PersonDetail } from '../../../../contract/person.ts';
import { BackButton } from '../person/person-page.tsx';
import styles from './edit-page.module.css';
import { formMessages } from './form-messages.ts';
import { OutdatedAlert } from './outdated-alert.tsx';
import { PersonFields } from './person-fields.tsx';
import { bodyOf, type Merged, mergeValues, type PersonValues, valuesOf } from './person-values.ts';
import { useServerMistakes } from './use-server-mistakes.ts';

/** Changes a person as she was when the form was opened: what happens meanwhile is shown, never overwritten. */
export function EditPage(): ReactNode {
  const locale = useLocale();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<PersonDetail>('person');
  const [opened, setOpened] = useState<PersonDetail>();
  if (opened) return <EditForm first={opened} />;
  if (data) setOpened(data);
  if (data || isLoading) return <LoadingState lines={8} />;
  return (
    <div className={common.page}>
      <BackButton />
      <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />
    </div>
  );
}

function EditForm({ first }: { readonly first: PersonDetail }): ReactNode {
  const text = useMessages(formMessages);
  const locale = useLocale();
  const { renderParameters } = usePortlet();
  const [form] = Form.useForm<PersonValues>();
  const { save, merged } = useSavePerson(first, (values) => form.setFieldsValue(values));
  const isOutdated = isProblem(save.problem, 'revision-outdated');
  const problem = useServerMistakes(form, isOutdated ? undefined : save.problem);
  return (
    <div className={common.page}>
      <h3 className={styles.heading}>{text.changePerson(first.name[locale])}</h3>
      {merged && <OutdatedAlert merged={merged} />}
      <ProblemAlert problem={isOutdated && merged ? undefined : problem} />
      <Form
        className={styles.form}
        form={form}
        layout="vertical"
        initialValues={valuesOf(first)}
        onFinish={(values) => void save.run(values)}
        scrollToFirstError
      >
        <PersonFields />
        <span className={common.actions}>
          <Button type="primary" htmlType="submit" loading={save.isRunning}>
            {text.save}
          </Button>
          <Button onClick={() => renderParameters.set({ task: null })}>{text.cancel}</Button>
        </span>
      </Form>
    </div>
  );
}

/** Saves to the revision that was opened. When somebody else was quicker, both changes are put together to be saved again. */
function useSavePerson(first: PersonDetail, show: (values: PersonValues) => void) {
  const text = useMessages(formMessages);
  const { resources, renderParameters } = usePortlet();
  const [base, setBase] = useState(first);
  const [merged, setMerged] = useState<Merged>();
  const send = useAdminAction();
  const run = async (values: PersonValues) => {
    const outcome = await send.run({
      method: 'PUT',
      path: `/people/${encodeURIComponent(first.sub)}`,
      body: bodyOf(values, base),
      revision: base.revision,
      done: text.saved,
    });
    if (outcome) {
      await resources.refresh('person', 'people', 'sessions');
      renderParameters.set({ task: null }, { replace: true });
      return;
    }
    const latest = await resources
      .read<PersonDetail>('person', { query: { id: first.sub } })
      .catch(() => undefined);
    if (!latest || latest.revision === base.revision) return;
    const both = mergeValues(base, latest, values);
    setBase(latest);
    setMerged(both);
    show(both.values);
  };
  return { save: { run, isRunning: send.isRunning, problem: send.problem }, merged };
}
