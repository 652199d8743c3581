export type { TableProps } from 'antd';
export { Table } from 'antd';
export { DataTable } from './data-table.tsx';
export type { CellValue, ColumnKind, DataTableColumn } from './data-table-column.ts';
export type { DataTableProps, ServerPage } from './data-table-props.ts';
