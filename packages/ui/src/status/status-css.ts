/** Internal: looks of tags that carry a state. */
export const statusCss = `
.ym-status{display:inline-flex;align-items:center;gap:6px;padding:0 8px;border-radius:4px;font-size:var(--yimen-font-size-small);line-height:20px;white-space:nowrap;background:var(--yimen-color-surface-sunken);color:var(--yimen-color-text-secondary)}
.ym-status-dot{width:6px;height:6px;border-radius:50%;background:var(--yimen-color-text-tertiary);flex:none}
.ym-status[data-tone='info']{background:var(--yimen-color-primary-soft);color:var(--yimen-color-link)}
.ym-status[data-tone='info'] .ym-status-dot{background:var(--yimen-color-primary)}
.ym-status[data-tone='success']{background:var(--yimen-color-success-soft);color:var(--yimen-color-success-text)}
.ym-status[data-tone='success'] .ym-status-dot{background:var(--yimen-color-success)}
.ym-status[data-tone='caution']{background:var(--yimen-color-caution-soft);color:var(--yimen-color-caution-text)}
.ym-status[data-tone='caution'] .ym-status-dot{background:var(--yimen-color-caution)}
.ym-status[data-tone='warning']{background:var(--yimen-color-warning-soft);color:var(--yimen-color-warning-text)}
.ym-status[data-tone='warning'] .ym-status-dot{background:var(--yimen-color-warning)}
.ym-status[data-tone='danger']{background:var(--yimen-color-danger-soft);color:var(--yimen-color-danger-text)}
.ym-status[data-tone='danger'] .ym-status-dot{background:var(--yimen-color-danger)}
.ym-pace{display:flex;flex-direction:column;gap:4px;min-width:140px}
.ym-pace[data-bar='true']{min-width:56px}
.ym-pace-texts{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 12px;font-size:var(--yimen-font-size-small);color:var(--yimen-color-text-secondary);font-variant-numeric:tabular-nums}
.ym-pace-texts b{color:var(--yimen-color-text);font-weight:600}
.ym-pace-rail{position:relative;height:8px;border-radius:4px;background:var(--yimen-color-skeleton)}
.ym-pace-bar{height:100%;border-radius:4px;background:var(--yimen-color-primary)}
.ym-pace-mark{position:absolute;top:-3px;width:2px;height:14px;margin-left:-1px;background:var(--yimen-color-text);border-radius:1px}
.ym-pace-note[data-tone='behind']{color:var(--yimen-color-warning-text)}
.ym-pace-note[data-tone='ahead']{color:var(--yimen-color-success-text)}
`;
