import { Select as AntdSelect, type SelectProps } from 'antd';
import type { ReactNode } from 'react';
import { useNamedClear } from '../provider/use-allow-clear.ts';

type Option = NonNullable<SelectProps['options']>[number];

/**
 * Ant Design's select; the button of `allowClear` is named in the language of the page (antd: "Clear" in every one).
 * Takes what antd's takes.
 */
export function Select<Value = unknown, Of extends Option = Option>(
  props: SelectProps<Value, Of>,
): ReactNode {
  return <AntdSelect<Value, Of> {...props} {...useNamedClear(props.allowClear)} />;
}
