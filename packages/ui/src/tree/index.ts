export type { TreeDataNode, TreeProps, TreeSelectProps } from 'antd';
export { Tree, TreeSelect } from 'antd';
