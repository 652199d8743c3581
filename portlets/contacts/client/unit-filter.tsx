import { useLocale, useMessages, usePortlet, useRenderParameter, useResource } from '@yimen/portlet-sdk';
import { useAllowClear } from '@yimen/ui';
import { TreeSelect } from '@yimen/ui/tree';
import { type ReactNode, useMemo } from 'react';
import type { UnitView } from '../contract/contact.ts';
import styles from './contacts.module.css';
import { contactsMessages } from './contacts-messages.ts';
import { unitTree } from './unit-tree.ts';

/** Keeps to one unit and those below it. */
export function UnitFilter(): ReactNode {
  const text = useMessages(contactsMessages);
  const locale = useLocale();
  const { renderParameters } = usePortlet();
  const [within] = useRenderParameter('within');
  const { data, isLoading } = useResource<UnitView[]>('units');
  const allowClear = useAllowClear();
  const tree = useMemo(() => unitTree(data ?? [], locale), [data, locale]);
  return (
    <TreeSelect
      className={styles.units}
      aria-label={text.unit}
      placeholder={text.allUnits}
      allowClear={allowClear}
      treeDefaultExpandAll
      loading={isLoading}
      treeData={tree}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={false}
      value={tree.length > 0 ? within : undefined}
      onChange={(value?: string) => renderParameters.set({ within: value ?? null, page: null })}
    />
  );
}
