import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { Form, Input, InputNumber, LoadingState, Modal } from '@yimen/ui';
import { TreeSelect } from '@yimen/ui/tree';
import { type ReactNode, useState } from 'react';
import { commonMessages } from '../../../../common/common-messages.ts';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { unitTree } from '../../../../common/unit-options.ts';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import { useOrganisation } from '../../../../common/use-organisation.ts';
import type { Unit } from '../../../../contract/organisation.ts';
import { unitMessages } from './unit-messages.ts';

type UnitDetail = Unit & { readonly revision: string };
type Values = {
  id: string;
  zh: string;
  en: string;
  parentId: string | null;
  code: string;
  sortOrder: number;
};

type Props = {
  /** Of the unit to change; without it a new one. */
  readonly id: string | undefined;
  /** Below which a new one is made; empty for the top. */
  readonly parentId: string;
  readonly onClose: () => void;
};

/** Adds a unit, or changes its name, place, code and order. */
export function UnitDialog({ id, parentId, onClose }: Props): ReactNode {
  const { data, problem } = useResource<UnitDetail>('unit', { query: { id }, enabled: id !== undefined });
  // What is changed is what was opened.
  const [opened, setOpened] = useState<UnitDetail>();
  if (data && !opened) setOpened(data);
  const text = useMessages(unitMessages);
  const isLoading = id !== undefined && !opened;
  return isLoading ? (
    <Modal open title={text.change} footer={null} onCancel={onClose}>
      {problem ? <ProblemAlert problem={problem} /> : <LoadingState lines={4} />}
    </Modal>
  ) : (
    <UnitForm unit={opened} parentId={parentId} onClose={onClose} />
  );
}

type FormProps = { readonly unit: UnitDetail | undefined } & Pick<Props, 'parentId' | 'onClose'>;

function UnitForm({ unit, parentId, onClose }: FormProps): ReactNode {
  const text = useMessages(unitMessages);
  const common = useMessages(commonMessages);
  const { resources } = usePortlet();
  const [form] = Form.useForm<Values>();
  const save = useAdminAction(() => resources.refresh('organisation', 'unit'));
  const submit = async (values: Values) => {
    const body = {
      name: { 'zh-CN': values.zh.trim(), 'en-US': values.en?.trim() || values.zh.trim() },
      parentId: values.parentId ?? null,
      code: values.code?.trim() || null,
      sortOrder: values.sortOrder ?? 0,
    };
    const outcome = await save.run({
      method: 'PUT',
      path: `/units/${encodeURIComponent(unit?.id ?? values.id.trim())}`,
      body,
      revision: unit?.revision,
      done: text.saved,
    });
    if (outcome) onClose();
  };
  // Without a revision the server changes nothing that is there already: the id is another unit's.
  const isTaken = save.problem?.problem.errors?.some(({ pointer }) => pointer === '/headers/if-match');
  return (
    <Modal
      open
      title={unit ? text.change : text.add}
      okText={text.save}
      cancelText={common.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={unit ? valuesOf(unit) : { parentId: parentId || null, sortOrder: 0 }}
        onFinish={(values) => void submit(values)}
      >
        <UnitFields isNew={unit === undefined} />
      </Form>
      <ProblemAlert problem={save.problem} title={isTaken ? text.taken : undefined} />
    </Modal>
  );
}

const valuesOf = ({ id, name, parentId, code, sortOrder }: Unit): Values => ({
  id,
  zh: name['zh-CN'],
  en: name['en-US'],
  parentId,
  code: code ?? '',
  sortOrder,
});

function UnitFields({ isNew }: { readonly isNew: boolean }): ReactNode {
  const text = useMessages(unitMessages);
  const locale = useLocale();
  const { organisation } = useOrganisation();
  const needed = { required: true, whitespace: true, message: text.required };
  const idForm = { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, message: text.idForm };
  return (
    <>
      {isNew && (
        <Form.Item<Values> name="id" label={text.id} extra={text.idHint} rules={[needed, idForm]}>
          <Input autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item<Values> name="zh" label={text.nameZh} rules={[needed, { max: 200 }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<Values> name="en" label={text.nameEn} rules={[{ max: 200 }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<Values> name="parentId" label={text.parent}>
        <TreeSelect
          treeData={unitTree(organisation?.units ?? [], locale)}
          treeNodeFilterProp="title"
          showSearch
          allowClear
          placeholder={text.top}
        />
      </Form.Item>
      <Form.Item<Values> name="code" label={text.code} rules={[{ max: 40 }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<Values>
        name="sortOrder"
        label={text.sortOrder}
        rules={[{ type: 'integer', min: 0, max: 1_000_000, message: text.sortWrong }]}
      >
        <InputNumber style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}
