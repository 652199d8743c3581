export type { TreeDataNode, TreeProps, TreeSelectProps } from 'antd';
export { Tree } from 'antd';
export { TreeSelect } from './tree-select.tsx';
