import { useLocale, useMessages, usePortlet, useRenderParameter } from '@yimen/portlet-sdk';
import { Button } from '@yimen/ui';
import { EditOutlined, PlusOutlined } from '@yimen/ui/icons';
import { Tree, TreeSelect } from '@yimen/ui/tree';
import { type ReactNode, useMemo, useState } from 'react';
import { unitTree } from '../../../../common/unit-options.ts';
import { useAdministrator } from '../../../../common/use-administrator.ts';
import { useOrganisation } from '../../../../common/use-organisation.ts';
import { peopleMessages } from '../people-messages.ts';
import { UnitDialog } from '../units/unit-dialog.tsx';
import styles from './list-page.module.css';

const all = '';

function useUnitFilter() {
  const { renderParameters } = usePortlet();
  const locale = useLocale();
  const { organisation } = useOrganisation();
  const [unit = all] = useRenderParameter('unit');
  const tree = useMemo(() => unitTree(organisation?.units ?? [], locale), [organisation, locale]);
  return { unit, tree, choose: (id: string) => renderParameters.set({ unit: id || null }) };
}

/** The units as a tree; choosing one shows the people of it and of all below it. */
export function UnitTree(): ReactNode {
  const text = useMessages(peopleMessages);
  const { unit, tree, choose } = useUnitFilter();
  const isSystem = useAdministrator().is('system-administrator');
  const [dialog, setDialog] = useState<'new' | 'edit'>();
  if (tree.length === 0 && !isSystem) return null;
  return (
    <>
      {isSystem && (
        <div className={styles.unitActions}>
          <Button size="small" type="link" icon={<PlusOutlined />} onClick={() => setDialog('new')}>
            {text.addUnit}
          </Button>
          {unit !== all && (
            <Button size="small" type="link" icon={<EditOutlined />} onClick={() => setDialog('edit')}>
              {text.editUnit}
            </Button>
          )}
        </div>
      )}
      {tree.length > 0 && (
        <Tree
          aria-label={text.units}
          blockNode
          defaultExpandedKeys={[all, ...tree.map(({ key }) => key), ...(unit === all ? [] : [unit])]}
          autoExpandParent
          selectedKeys={[unit]}
          treeData={[{ key: all, title: text.allUnits, children: tree }]}
          onSelect={([key]) => choose(String(key ?? all))}
        />
      )}
      {dialog && (
        <UnitDialog
          id={dialog === 'edit' ? unit : undefined}
          parentId={unit}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

/** The same as a field, for narrow windows. */
export function UnitSelect(): ReactNode {
  const text = useMessages(peopleMessages);
  const { unit, tree, choose } = useUnitFilter();
  return (
    <TreeSelect
      size="small"
      aria-label={text.unit}
      treeData={[{ value: all, title: text.allUnits }, ...tree]}
      value={unit}
      onChange={(value: string | undefined) => choose(value ?? all)}
      treeNodeFilterProp="title"
      showSearch
      popupMatchSelectWidth={false}
      style={{ width: '100%' }}
    />
  );
}
