import { useAction, useLocale, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { OperatedPortletDetail } from '@yimen/shell-contract';
import { Form, Input, Modal, Select } from '@yimen/ui';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { releasesMessages } from './releases-messages.ts';

/** Moments as `<input type="datetime-local">` writes them, in the time of the person's own clock. */
type Values = { version: string; from: string; to: string; zh: string; en: string };
type Props = { readonly portlet: OperatedPortletDetail; readonly onClose: () => void };

const HOUR = 3_600_000;

/** Plans a time in which the module is out of use, with what its windows say meanwhile. */
export function PlanDialog({ portlet, onClose }: Props): ReactNode {
  const text = useMessages(releasesMessages);
  const locale = useLocale();
  const { resources, notices } = usePortlet();
  const [form] = Form.useForm<Values>();
  const plan = useAction(async ({ version, from, to, zh, en }: Values) => {
    await resources.send('POST', `/api/operations/portlets/${portlet.name}/maintenance`, {
      version: version === '' ? null : version,
      from: new Date(from).getTime(),
      to: new Date(to).getTime(),
      text: { 'zh-CN': zh.trim(), 'en-US': en.trim() },
    });
    notices.success(text.planned);
    await resources.refresh('portlet', 'portlets', 'trail');
    return true;
  });
  const submit = async (values: Values) => {
    if (await plan.run(values)) onClose();
  };
  const required = [{ required: true, whitespace: true, message: text.needed }];
  return (
    <Modal
      open
      title={text.planTitle(portlet.title[locale])}
      okText={text.plan}
      cancelText={text.cancel}
      okButtonProps={{ loading: plan.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ version: '', from: localMoment(Date.now()), to: localMoment(Date.now() + HOUR) }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item<Values> name="version" label={text.versions}>
          <Select
            options={[
              { value: '', label: text.allVersions },
              ...portlet.releases.map(({ version }) => ({ value: version, label: version })),
            ]}
          />
        </Form.Item>
        <Form.Item<Values> name="from" label={text.from} rules={required}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item<Values>
          name="to"
          label={text.to}
          dependencies={['from']}
          rules={[
            ...required,
            ({ getFieldValue }) => ({
              validator: async (_rule, to: string) => {
                const after = Math.max(new Date(String(getFieldValue('from'))).getTime(), Date.now());
                if (to && new Date(to).getTime() <= after) throw new Error(text.endAfter);
              },
            }),
          ]}
        >
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item<Values> name="zh" label={text.textZh} rules={required}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
        <Form.Item<Values> name="en" label={text.textEn} rules={required}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
      </Form>
      <ProblemAlert problem={plan.problem} />
    </Modal>
  );
}

function localMoment(moment: number): string {
  const shifted = moment - new Date(moment).getTimezoneOffset() * 60_000;
  return new Date(shifted).toISOString().slice(0, 16);
}
