/** Internal: looks of the charts around the drawing. */
export const chartCss = `
.ym-chart{margin:0;min-width:0}
.ym-chart-drawing{width:100%;font-size:var(--yimen-font-size-small)}
.ym-chart-drawing svg:focus{outline:none}
.ym-chart-drawing[data-selectable='true'] .recharts-bar-rectangle,.ym-chart-drawing[data-selectable='true'] .recharts-pie-sector{cursor:pointer}
.ym-chart-legend{display:flex;flex-wrap:wrap;justify-content:center;gap:2px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:var(--yimen-font-size-small);color:var(--yimen-color-text-secondary)}
.ym-chart-legend li{display:inline-flex;align-items:center;gap:6px}
.ym-chart-swatch{width:10px;height:10px;border-radius:2px;flex:none}
.ym-chart-swatch[data-shape='line']{width:16px;height:0;border-radius:0;border-top:2px solid}
.ym-chart-swatch[data-shape='dashed']{width:16px;height:0;border-radius:0;border-top:2px dashed}
.ym-chart-scroll{overflow-x:auto}
.ym-chart-table{width:100%;border-collapse:collapse;font-size:var(--yimen-font-size);color:var(--yimen-color-text)}
.ym-chart-table th,.ym-chart-table td{padding:7px 10px;border-bottom:1px solid var(--yimen-color-border);text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
.ym-chart-table thead th{background:var(--yimen-color-surface-sunken);color:var(--yimen-color-text-secondary);font-weight:600}
.ym-chart-table th:first-child{text-align:start}
.ym-chart-table tbody th{font-weight:400}
.ym-chart-table button{padding:0;border:0;background:none;font:inherit;color:var(--yimen-color-link);cursor:pointer;text-align:start}
.ym-chart-table button:hover{text-decoration:underline}
.ym-chart-table button:focus-visible{outline:2px solid var(--yimen-color-focus);outline-offset:2px;border-radius:2px}
.ym-chart-tip{padding:8px 12px;border-radius:6px;background:var(--yimen-color-surface);border:1px solid var(--yimen-color-border);box-shadow:var(--yimen-shadow);color:var(--yimen-color-text);font-size:var(--yimen-font-size-small);line-height:20px}
.ym-chart-tip-title{font-weight:600}
.ym-chart-tip-row{display:flex;align-items:center;gap:6px;font-variant-numeric:tabular-nums}
.ym-chart-tip-row span:last-child{margin-inline-start:auto;padding-inline-start:16px}
`;
