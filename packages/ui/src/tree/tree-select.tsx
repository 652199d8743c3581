import { DownOutlined } from '@ant-design/icons';
import { TreeSelect as AntdTreeSelect, type TreeSelectProps } from 'antd';
import type { ReactNode } from 'react';
import { silent } from '../icons/decorative.tsx';

/**
 * Ant Design's tree select with a silent arrow: antd takes the one of `UiProvider` for `Select` only, and calls its own
 * "down" in every language. Takes what antd's takes.
 */
export function TreeSelect<Value = unknown>(props: TreeSelectProps<Value>): ReactNode {
  return <AntdTreeSelect<Value> suffixIcon={<DownOutlined {...silent} />} {...props} />;
}
