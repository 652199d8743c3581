import { type JsonValue, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { Form, Input, InputNumber, LoadingState, Modal } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import { commonMessages } from '../../../../common/common-messages.ts';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../../common/use-admin-action.ts';
import { type CatalogueKind, type Entry, kinds } from './catalogue-kinds.ts';
import { catalogueMessages } from './catalogue-messages.ts';

type Detail = Entry & { readonly revision: string };
type Values = {
  id: string;
  zh: string;
  en: string;
  descriptionZh: string;
  descriptionEn: string;
  sortOrder: number;
};
type Props = { readonly kind: CatalogueKind; readonly id: string | undefined; readonly onClose: () => void };

/** Adds a post, role or group, or changes the one that was opened. */
export function EntryDialog({ kind, id, onClose }: Props): ReactNode {
  const text = useMessages(catalogueMessages);
  const { data, problem } = useResource<Detail>(kinds[kind].resource, {
    query: { id },
    enabled: id !== undefined,
  });
  const [opened, setOpened] = useState<Detail>();
  if (data && !opened) setOpened(data);
  if (id === undefined || opened) return <EntryForm kind={kind} entry={opened} onClose={onClose} />;
  return (
    <Modal open title={text.change} footer={null} onCancel={onClose}>
      {problem ? <ProblemAlert problem={problem} /> : <LoadingState lines={4} />}
    </Modal>
  );
}

type FormProps = { readonly entry: Detail | undefined } & Pick<Props, 'kind' | 'onClose'>;

function EntryForm({ kind, entry, onClose }: FormProps): ReactNode {
  const text = useMessages(catalogueMessages);
  const common = useMessages(commonMessages);
  const { resources } = usePortlet();
  const [form] = Form.useForm<Values>();
  const { resource, refresh } = kinds[kind];
  const save = useAdminAction(() => resources.refresh(refresh, resource));
  const submit = async (values: Values) => {
    const id = entry?.id ?? values.id.trim();
    const outcome = await save.run({
      method: 'PUT',
      path: `/${kind}/${encodeURIComponent(id)}`,
      body: bodyOf(kind, values),
      revision: entry?.revision,
      done: text.saved,
    });
    if (outcome) onClose();
  };
  // Without a revision the server changes nothing that is there already: the id is somebody else's.
  const isTaken = save.problem?.problem.errors?.some(({ pointer }) => pointer === '/headers/if-match');
  return (
    <Modal
      open
      title={entry ? text.change : text.add}
      okText={text.save}
      cancelText={common.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={entry ? valuesOf(entry) : { sortOrder: 0 }}
        onFinish={(values) => void submit(values)}
      >
        <EntryFields kind={kind} isNew={entry === undefined} />
      </Form>
      <ProblemAlert problem={save.problem} title={isTaken ? text.taken : undefined} />
    </Modal>
  );
}

const valuesOf = ({ id, name, description, sortOrder = 0 }: Entry): Values => ({
  id,
  zh: name['zh-CN'],
  en: name['en-US'],
  descriptionZh: description?.['zh-CN'] ?? '',
  descriptionEn: description?.['en-US'] ?? '',
  sortOrder,
});

function bodyOf(kind: CatalogueKind, values: Values): JsonValue {
  const chinese = values.zh.trim();
  const name = { 'zh-CN': chinese, 'en-US': values.en?.trim() || chinese };
  if (kind === 'posts') return { name, sortOrder: values.sortOrder ?? 0 };
  const about = values.descriptionZh?.trim() ?? '';
  const description = { 'zh-CN': about, 'en-US': values.descriptionEn?.trim() || about };
  return { name, description: description['zh-CN'] || description['en-US'] ? description : null };
}

function EntryFields({ kind, isNew }: { readonly kind: CatalogueKind; readonly isNew: boolean }): ReactNode {
  const text = useMessages(catalogueMessages);
  const needed = { required: true, whitespace: true, message: text.required };
  const idForm = { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, message: text.idForm };
  return (
    <>
      {isNew && (
        <Form.Item<Values> name="id" label={text.id} extra={text.idHint} rules={[needed, idForm]}>
          <Input autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item<Values> name="zh" label={text.nameZh} rules={[needed]}>
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
      <Form.Item<Values> name="en" label={text.nameEn}>
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
      {kind === 'posts' ? (
        <Form.Item<Values>
          name="sortOrder"
          label={text.sortOrder}
          rules={[{ type: 'integer', min: 0, max: 1_000_000, message: text.sortWrong }]}
        >
          <InputNumber style={{ width: '100%' }} />
        </Form.Item>
      ) : (
        <>
          <Form.Item<Values> name="descriptionZh" label={text.descriptionZh}>
            <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item<Values> name="descriptionEn" label={text.descriptionEn}>
            <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} />
          </Form.Item>
        </>
      )}
    </>
  );
}
