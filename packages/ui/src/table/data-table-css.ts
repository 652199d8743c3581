/** Internal: looks of `DataTable` beyond antd's. */
export const dataTableCss = `
.ym-table-tools{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:8px;margin-bottom:8px}
.ym-table-unit{margin-inline-start:auto;font-size:var(--yimen-font-size-small);color:var(--yimen-color-text-secondary)}
.ym-table-number{font-variant-numeric:tabular-nums;white-space:nowrap}
.ym-table-index{color:var(--yimen-color-text-tertiary);font-variant-numeric:tabular-nums}
.ym-table tr.ym-table-row-open{cursor:pointer}
.ym-table tr.ym-table-row-open:focus-visible{outline:2px solid var(--yimen-color-focus);outline-offset:-2px}
.ym-table tr[aria-current='true']>td.ant-table-cell{background:var(--yimen-color-primary-soft)}
.ym-table .ant-table-summary>tr>td{font-weight:600;background:var(--yimen-color-surface-sunken)}
.ym-table .ant-table-thead>tr>th{white-space:nowrap}
.ym-table .ant-table-pagination.ant-pagination{margin-block:12px 0}
`;
