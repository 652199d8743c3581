import { useAction, useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import type { AdminDirectory, OperatedPortletDetail, ReleaseDetail } from '@yimen/shell-contract';
import { Form, InputNumber, Modal, Select } from '@yimen/ui';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { rolloutMessages } from './rollout-messages.ts';

type Values = {
  units: string[];
  roles: string[];
  percent: number;
  errorRate: number;
  requestFailureRate: number;
  minimumLoads: number;
};
type Props = {
  readonly portlet: OperatedPortletDetail;
  readonly release: ReleaseDetail;
  readonly onClose: () => void;
};

/** Sets who gets a canary release and when that stops by itself. */
export function RolloutDialog({ portlet, release, onClose }: Props): ReactNode {
  const text = useMessages(rolloutMessages);
  const locale = useLocale();
  const { resources, notices } = usePortlet();
  const { data } = useResource<AdminDirectory>('directory');
  const [form] = Form.useForm<Values>();
  const { version, rollout } = release;
  const save = useAction(async (values: Values) => {
    const { units, roles, percent, minimumLoads } = values;
    await resources.send(
      'PUT',
      `/api/operations/portlets/${portlet.name}/releases/${encodeURIComponent(version)}/rollout`,
      {
        rings: { units, roles, percent },
        budget: {
          errorRate: values.errorRate / 100,
          requestFailureRate: values.requestFailureRate / 100,
          loadP95: rollout?.budget.loadP95 ?? null,
          minimumLoads,
        },
      },
    );
    notices.success(text.saved);
    await resources.refresh('portlet', 'trail');
    return true;
  });
  const submit = async (values: Values) => {
    if (await save.run(values)) onClose();
  };
  const options = (list: AdminDirectory['roles'] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name[locale] }));
  const required = [{ required: true, message: text.needed }];
  return (
    <Modal
      open
      title={text.title(portlet.title[locale], version)}
      okText={text.save}
      cancelText={text.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{text.hint}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={initialValues(release)}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item<Values> name="units" label={text.unitsField}>
          <Select mode="multiple" optionFilterProp="label" options={options(data?.units)} />
        </Form.Item>
        <Form.Item<Values> name="roles" label={text.rolesField}>
          <Select mode="multiple" optionFilterProp="label" options={options(data?.roles)} />
        </Form.Item>
        <Form.Item<Values> name="percent" label={text.percentField} rules={required}>
          <InputNumber min={0} max={100} />
        </Form.Item>
        <Form.Item<Values> name="errorRate" label={text.errorRate} rules={required}>
          <InputNumber min={0} max={100} />
        </Form.Item>
        <Form.Item<Values> name="requestFailureRate" label={text.requestFailureRate} rules={required}>
          <InputNumber min={0} max={100} />
        </Form.Item>
        <Form.Item<Values> name="minimumLoads" label={text.minimumLoads} rules={required}>
          <InputNumber min={1} max={100_000} precision={0} />
        </Form.Item>
      </Form>
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}

/** Five of a hundred people are a careful beginning; the rest is what the portal itself takes. */
function initialValues({ rollout }: ReleaseDetail): Values {
  const { units, roles, percent } = rollout?.rings ?? { units: [], roles: [], percent: 5 };
  const budget = rollout?.budget ?? { errorRate: 0.1, requestFailureRate: 0.5, minimumLoads: 20 };
  return {
    units,
    roles,
    percent,
    errorRate: budget.errorRate * 100,
    requestFailureRate: budget.requestFailureRate * 100,
    minimumLoads: budget.minimumLoads,
  };
}
