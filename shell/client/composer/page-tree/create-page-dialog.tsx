import { isProblem, type ProblemError } from '@yimen/problem';
import type { AdminPage } from '@yimen/shell-contract';
import { Alert, Form, Input, Select } from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import { createPage } from '../../api/admin-pages.ts';
import { Button } from '../../app/button.tsx';
import { Dialog } from '../../app/dialog.tsx';
import {
  describeProblem,
  useLocalized,
  useServices,
  useShellLocale,
  useTexts,
} from '../../app/shell-services.ts';
import { useAct, useComposerTexts } from '../composer-context.ts';
import { slugRule } from '../properties/slug-rule.ts';
import { siblingsOf, treeRows } from './tree-order.ts';

type CreateProps = {
  readonly pages: readonly AdminPage[];
  readonly onClose: () => void;
};

type Values = { zh: string; en: string; slug: string; parentId: string };

/** A new page: names, address and place in the tree; everybody sees nothing of it before it is published. */
export function CreatePageDialog({ pages, onClose }: CreateProps): ReactNode {
  const texts = useComposerTexts();
  const shared = useTexts();
  const locale = useShellLocale();
  const localized = useLocalized();
  const formId = useId();
  const { create, problem, isSaving } = useCreate(pages, onClose);
  const rules = [{ required: true, whitespace: true, message: texts.required }];
  return (
    <Dialog
      title={texts.newPage}
      size="medium"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{shared.cancel}</Button>
          <Button tone="primary" type="submit" form={formId} disabled={isSaving}>
            {texts.create}
          </Button>
        </>
      }
    >
      <Form<Values>
        id={formId}
        name={formId}
        layout="vertical"
        requiredMark={false}
        initialValues={{ zh: '', en: '', slug: '', parentId: '' }}
        onFinish={(values) => void create(values)}
      >
        <Form.Item name="zh" label={texts.titleZh} rules={rules}>
          <Input maxLength={60} data-autofocus="true" />
        </Form.Item>
        <Form.Item name="en" label={texts.titleEn} rules={rules}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="slug" label={texts.slug} extra={texts.slugHint} rules={[slugRule(texts.slugHint)]}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="parentId" label={texts.parent}>
          <Select
            options={[
              { value: '', label: texts.noParent },
              ...treeRows(pages).map(({ page, level }) => ({
                value: page.id,
                label: `${'　'.repeat(level - 1)}${localized(page.title)}`,
              })),
            ]}
          />
        </Form.Item>
        {problem && <Alert type="error" showIcon title={describeProblem(problem, locale)} />}
      </Form>
    </Dialog>
  );
}

function useCreate(pages: readonly AdminPage[], onClose: () => void) {
  const texts = useComposerTexts();
  const { navigator } = useServices();
  const act = useAct();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [isSaving, setSaving] = useState(false);
  const create = async ({ zh, en, slug, parentId }: Values) => {
    const parent = parentId === '' ? null : parentId;
    setSaving(true);
    setProblem(null);
    try {
      const page = await createPage({
        slug,
        title: { 'zh-CN': zh.trim(), 'en-US': en.trim() },
        parentId: parent,
        order: siblingsOf(pages, parent).reduce((most, { order }) => Math.max(most, order + 10), 0),
        audience: { units: [], posts: [], roles: [] },
        homePriority: null,
      });
      onClose();
      await act(
        async () => undefined,
        () => texts.pageCreated(zh.trim()),
      );
      navigator.open({ kind: 'compose', pageId: page.id });
    } catch (error) {
      if (!isProblem(error)) throw error;
      setProblem(error);
    } finally {
      setSaving(false);
    }
  };
  return { create, problem, isSaving };
}
