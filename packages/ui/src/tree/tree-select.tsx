import { DownOutlined } from '@ant-design/icons';
import { TreeSelect as AntdTreeSelect, type TreeSelectProps } from 'antd';
import type { ReactNode } from 'react';
import { silent } from '../icons/decorative.tsx';
import { useNamedClear } from '../provider/use-allow-clear.ts';

/**
 * Ant Design's tree select with a silent arrow: antd takes the one of `UiProvider` for `Select` only, and calls its own
 * "down" in every language; and, as for `Select`, with a button to clear that is named in the language of the page. Takes
 * what antd's takes.
 */
export function TreeSelect<Value = unknown>(props: TreeSelectProps<Value>): ReactNode {
  return (
    <AntdTreeSelect<Value>
      suffixIcon={<DownOutlined {...silent} />}
      {...props}
      {...useNamedClear(props.allowClear)}
    />
  );
}
