import type { JsonValue } from '@yimen/portlet-sdk';
import { checkValue } from '@yimen/portlet-sdk/descriptor';
import type { LayoutNode, Lock, ReleaseView } from '@yimen/shell-contract';
import { Checkbox, Form, Input, Switch } from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import { PreferenceField } from '../../portal-page/window/preference-field.tsx';
import { completePreferences } from '../../portlet-container/window-preferences.ts';
import { useComposer, useComposerState, useComposerTexts } from '../composer-context.ts';
import styles from './composer-properties.module.css';

/** Title, parameters and locks of one node; they are part of the draft. */
export function NodeProperties({ node }: { readonly node: LayoutNode }): ReactNode {
  const texts = useComposerTexts();
  const release = useComposerState((state) => state.releases[node.portlet] ?? null);
  return (
    <>
      <h3 className={styles.group}>{texts.nodeTitle}</h3>
      <NodeTitle node={node} release={release} />
      <h3 className={styles.group}>{texts.preferences}</h3>
      {release && <NodePreferences node={node} release={release} />}
      <h3 className={styles.group}>{texts.locks}</h3>
      <NodeLocks node={node} />
    </>
  );
}

type NodeProps = { readonly node: LayoutNode; readonly release: ReleaseView | null };

function NodeTitle({ node, release }: NodeProps): ReactNode {
  const texts = useComposerTexts();
  const composer = useComposer();
  const id = useId();
  const own = { 'zh-CN': node.portlet, 'en-US': node.portlet, ...release?.descriptor.title };
  const set = (title: LayoutNode['title'] | null) =>
    composer.edit({ kind: 'title', nodeId: node.id, title: title ?? null });
  return (
    <Form component={false} layout="vertical">
      <Form.Item label={texts.ownTitle} layout="horizontal" colon={false} htmlFor={`${id}-own`}>
        <Switch
          id={`${id}-own`}
          checked={node.title !== undefined}
          onChange={(isOwn) => set(isOwn ? own : null)}
        />
      </Form.Item>
      {node.title && (
        <>
          <Form.Item label={texts.titleZh} htmlFor={`${id}-zh`}>
            <Input
              id={`${id}-zh`}
              maxLength={60}
              value={node.title['zh-CN']}
              onChange={({ target }) => set({ ...own, ...node.title, 'zh-CN': target.value })}
            />
          </Form.Item>
          <Form.Item label={texts.titleEn} htmlFor={`${id}-en`}>
            <Input
              id={`${id}-en`}
              maxLength={60}
              value={node.title['en-US']}
              onChange={({ target }) => set({ ...own, ...node.title, 'en-US': target.value })}
            />
          </Form.Item>
        </>
      )}
    </Form>
  );
}

function NodePreferences({
  node,
  release,
}: {
  readonly node: LayoutNode;
  readonly release: ReleaseView;
}): ReactNode {
  const texts = useComposerTexts();
  const composer = useComposer();
  const declared = Object.entries(release.descriptor.preferences ?? {});
  if (declared.length === 0) return <p className={styles.hint}>{texts.noPreferences}</p>;
  const initial = completePreferences(release.descriptor, node.preferences);
  // Only fitting values that differ from the portlet's own become the page's: the rest keeps following the portlet.
  const set = (values: Record<string, JsonValue>) => {
    const preferences = Object.fromEntries(
      declared.flatMap(([name, schema]): [string, JsonValue][] => {
        const value = values[name];
        const isFitting = value !== undefined && checkValue(schema, value).length === 0;
        const isOwn = JSON.stringify(value) !== JSON.stringify(schema.default);
        return isFitting && isOwn ? [[name, value]] : [];
      }),
    );
    composer.edit({ kind: 'preferences', nodeId: node.id, preferences });
  };
  return (
    <Form<Record<string, JsonValue>>
      name={`preferences-${node.id}`}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onValuesChange={(_changed, values) => set(values)}
    >
      {declared.map(([name, schema]) => (
        <PreferenceField key={name} name={name} schema={schema} isReadOnly={false} />
      ))}
    </Form>
  );
}

function NodeLocks({ node }: { readonly node: LayoutNode }): ReactNode {
  const texts = useComposerTexts();
  const composer = useComposer();
  const locks: [Lock, string][] = [
    ['move', texts.lockMove],
    ['resize', texts.lockResize],
    ['remove', texts.lockRemove],
    ['configure', texts.lockConfigure],
  ];
  const set = (lock: Lock, isSet: boolean) => {
    const others = node.locks.filter((other) => other !== lock);
    composer.edit({ kind: 'locks', nodeId: node.id, locks: isSet ? [...others, lock] : others });
  };
  return (
    <div className={styles.locks}>
      {locks.map(([lock, label]) => (
        <Checkbox
          key={lock}
          checked={node.locks.includes(lock)}
          onChange={({ target }) => set(lock, target.checked)}
        >
          {label}
        </Checkbox>
      ))}
    </div>
  );
}
