/** Internal: looks of the empty, error and loading states. */
export const stateCss = `
.ym-state{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:4px;padding:28px 16px;text-align:center;color:var(--yimen-color-text-secondary);font-size:var(--yimen-font-size);line-height:var(--yimen-line-height)}
.ym-state[data-size='small']{padding:14px 12px}
.ym-state-icon{width:56px;height:44px;margin-bottom:6px;color:var(--yimen-color-border-strong)}
.ym-state[data-size='small'] .ym-state-icon{width:36px;height:28px;margin-bottom:2px}
.ym-state-icon[data-tone='danger']{width:36px;height:36px;color:var(--yimen-color-danger)}
.ym-state-title{color:var(--yimen-color-text);font-weight:600}
.ym-state-detail{max-width:46em;color:var(--yimen-color-text-tertiary);overflow-wrap:anywhere}
.ym-state-reference{color:var(--yimen-color-text-tertiary);font-size:var(--yimen-font-size-small)}
.ym-state-actions{display:flex;gap:8px;margin-top:10px}
.ym-loading{display:flex;flex-direction:column;gap:12px;padding:6px 0}
.ym-loading-line{height:14px;border-radius:4px;background:var(--yimen-color-skeleton);animation:ym-pulse 1.4s ease-in-out infinite}
@keyframes ym-pulse{50%{opacity:.5}}
@media (prefers-reduced-motion:reduce){.ym-loading-line{animation:none}}
.ym-hidden{position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap;border:0}
`;
