import { useQuery } from '@tanstack/react-query';
import type { AdminDirectory, AdminPage, AdminPageDetail } from '@yimen/shell-contract';
import { Button, Form, Input, InputNumber, Select, useAllowClear } from '@yimen/ui';
import type { ReactNode } from 'react';
import { adminDirectoryQuery } from '../../api/admin-directory.ts';
import { useLocalized, useServices } from '../../app/shell-services.ts';
import { useLoaded } from '../../app/use-loaded.ts';
import { useAct, useComposer, useComposerState, useComposerTexts } from '../composer-context.ts';
import { isWithin, treeRows } from '../page-tree/tree-order.ts';
import styles from './composer-properties.module.css';
import { slugRule } from './slug-rule.ts';

type PropertiesProps = { readonly page: AdminPageDetail; readonly pages: readonly AdminPage[] };

type Values = {
  zh: string;
  en: string;
  slug: string;
  parentId: string;
  units: string[];
  posts: string[];
  roles: string[];
  homePriority: number | null;
};

/** Names, address, place in the tree, audience and home priority of a page. */
export function PageProperties({ page, pages }: PropertiesProps): ReactNode {
  const texts = useComposerTexts();
  const localized = useLocalized();
  const isSaving = useComposerState((state) => state.isSaving);
  const save = useSaveProperties();
  const rules = [{ required: true, whitespace: true, message: texts.required }];
  const parents = treeRows(pages).filter(({ page: other }) => !isWithin(pages, other.id, page.id));
  return (
    <Form<Values>
      name="page-properties"
      layout="vertical"
      requiredMark={false}
      initialValues={toValues(page)}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="zh" label={texts.titleZh} rules={rules}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="en" label={texts.titleEn} rules={rules}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="slug" label={texts.slug} rules={[slugRule(texts.slugHint)]}>
        <Input maxLength={64} prefix="/pages/" />
      </Form.Item>
      <Form.Item name="parentId" label={texts.parent}>
        <Select
          options={[
            { value: '', label: texts.noParent },
            ...parents.map(({ page: other, level }) => ({
              value: other.id,
              label: `${'　'.repeat(level - 1)}${localized(other.title)}`,
            })),
          ]}
        />
      </Form.Item>
      <h3 className={styles.group}>{texts.audience}</h3>
      <p className={styles.hint}>{texts.audienceHint}</p>
      <AudienceFields />
      <Form.Item name="homePriority" label={texts.homePriority} extra={texts.homePriorityHint}>
        <InputNumber controls={false} min={0} max={1_000_000} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <div className={styles.save}>
        <Button type="primary" htmlType="submit" block loading={isSaving}>
          {texts.saveProperties}
        </Button>
      </div>
    </Form>
  );
}

// In a chunk of its own, as portlets have it: it is not part of every page's design system.
const loadTree = () => import('@yimen/ui/tree');

function AudienceFields(): ReactNode {
  const texts = useComposerTexts();
  const localized = useLocalized();
  const { queries } = useServices();
  const { data, isPending } = useQuery(adminDirectoryQuery(), queries);
  const { value: tree } = useLoaded(loadTree);
  const allowClear = useAllowClear();
  const options = (list: AdminDirectory['posts'] = []) =>
    list.map(({ id, name }) => ({ value: id, label: localized(name) }));
  return (
    <>
      <Form.Item name="units" label={texts.units}>
        {tree ? (
          <tree.TreeSelect
            multiple
            allowClear={allowClear}
            showSearch
            treeDefaultExpandAll
            treeNodeFilterProp="title"
            loading={isPending}
            treeData={unitTree(data?.units ?? [], null, localized)}
          />
        ) : (
          <Select mode="multiple" loading />
        )}
      </Form.Item>
      <Form.Item name="posts" label={texts.posts}>
        <Select
          mode="multiple"
          allowClear={allowClear}
          optionFilterProp="label"
          loading={isPending}
          options={options(data?.posts)}
        />
      </Form.Item>
      <Form.Item name="roles" label={texts.roles}>
        <Select
          mode="multiple"
          allowClear={allowClear}
          optionFilterProp="label"
          loading={isPending}
          options={options(data?.roles)}
        />
      </Form.Item>
    </>
  );
}

type UnitNode = { value: string; title: string; children: UnitNode[] };

function unitTree(
  units: AdminDirectory['units'],
  parentId: string | null,
  localized: ReturnType<typeof useLocalized>,
): UnitNode[] {
  return units
    .filter((unit) => unit.parentId === parentId)
    .map(({ id, name }) => ({ value: id, title: localized(name), children: unitTree(units, id, localized) }));
}

function toValues({ title, slug, parentId, audience, homePriority }: AdminPageDetail): Values {
  return {
    zh: title['zh-CN'],
    en: title['en-US'],
    slug,
    parentId: parentId ?? '',
    ...audience,
    homePriority,
  };
}

function useSaveProperties(): (values: Values) => Promise<boolean> {
  const texts = useComposerTexts();
  const composer = useComposer();
  const act = useAct();
  return ({ zh, en, slug, parentId, units, posts, roles, homePriority }) =>
    act(
      () =>
        composer.update({
          title: { 'zh-CN': zh.trim(), 'en-US': en.trim() },
          slug,
          parentId: parentId === '' ? null : parentId,
          audience: { units, posts, roles },
          homePriority: homePriority ?? null,
        }),
      () => (composer.store.getState().hasConflict ? null : texts.propertiesSaved),
    );
}
