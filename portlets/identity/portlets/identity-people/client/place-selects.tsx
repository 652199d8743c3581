import { useLocale } from '@yimen/portlet-sdk';
import { Select } from '@yimen/ui';
import { TreeSelect } from '@yimen/ui/tree';
import type { ReactNode } from 'react';
import { unitTree } from '../../../common/unit-options.ts';
import { useOrganisation } from '../../../common/use-organisation.ts';

/** What a `Form.Item` gives to the field in it, and the words for nothing. */
type Props = {
  readonly placeholder: string;
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (id: string | undefined) => void;
};

/** Chooses a unit from the tree, or none. */
export function UnitSelect(field: Props): ReactNode {
  const locale = useLocale();
  const { organisation } = useOrganisation();
  return (
    <TreeSelect<string | undefined>
      {...field}
      treeData={unitTree(organisation?.units ?? [], locale)}
      treeNodeFilterProp="title"
      showSearch
      allowClear
    />
  );
}

/** Chooses a post, or none. */
export function PostSelect(field: Props): ReactNode {
  const locale = useLocale();
  const { organisation } = useOrganisation();
  return (
    <Select<string | undefined>
      {...field}
      options={(organisation?.posts ?? []).map(({ id, name }) => ({ value: id, label: name[locale] }))}
      optionFilterProp="label"
      showSearch
      allowClear
    />
  );
}
