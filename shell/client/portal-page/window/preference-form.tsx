import type { JsonValue } from '@yimen/portlet-sdk';
import { isProblem, type ProblemError } from '@yimen/problem';
import type { ReleaseView, WindowView } from '@yimen/shell-contract';
import { Alert, Button, Form, Space, UiProvider } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import { describeProblem, useServices, useShellLocale, useTexts } from '../../app/shell-services.ts';
import { completePreferences, readOnlyNames } from '../../portlet-container/window-preferences.ts';
import { PreferenceField } from './preference-field.tsx';

type FormProps = {
  readonly window: WindowView;
  readonly release: ReleaseView;
  readonly onClose: () => void;
};

type Values = Record<string, JsonValue>;

/** The settings of a portlet without an edit mode of its own, from its preference schema. */
export function PreferenceForm({ window, release, onClose }: FormProps): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const { nonce } = useServices();
  const { descriptor } = release;
  const initial = completePreferences(descriptor, window.preferences);
  const readOnly = readOnlyNames(descriptor, window);
  const [form] = Form.useForm<Values>();
  const { save, isSaving, problem } = useSave(window, initial, onClose);
  return (
    <UiProvider locale={locale} nonce={nonce}>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values) => void save(values)}
      >
        {Object.entries(descriptor.preferences ?? {}).map(([name, schema]) => (
          <PreferenceField key={name} name={name} schema={schema} isReadOnly={readOnly.includes(name)} />
        ))}
        {problem && (
          <Alert
            type="error"
            showIcon
            title={describeProblem(problem, locale)}
            style={{ marginBottom: 16 }}
          />
        )}
        <Space>
          <Button type="primary" htmlType="submit" loading={isSaving}>
            {texts.save}
          </Button>
          <Button onClick={onClose}>{texts.cancel}</Button>
        </Space>
      </Form>
    </UiProvider>
  );
}

function useSave(window: WindowView, initial: Readonly<Values>, onSaved: () => void) {
  const { page } = useServices();
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const save = async (values: Values) => {
    const preferences = changedValues(values, initial);
    if (Object.keys(preferences).length === 0) return onSaved();
    setSaving(true);
    setProblem(null);
    try {
      await page.change([{ op: 'configure', nodeId: window.id, preferences }]);
      onSaved();
    } catch (error) {
      if (!isProblem(error)) throw error;
      setProblem(error);
    } finally {
      setSaving(false);
    }
  };
  return { save, isSaving, problem };
}

/** Only what the person changed is hers; the rest keeps following the administrator. */
function changedValues(values: Values, initial: Readonly<Values>): Values {
  const isChanged = ([name, value]: [string, JsonValue]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(initial[name]);
  return Object.fromEntries(Object.entries(values).filter(isChanged));
}
