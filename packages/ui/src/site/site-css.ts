/** Internal: looks of the top bar, the side navigation and page headings. */
export const siteCss = `
body{margin:0}
.ym-site{min-height:100vh;display:grid;grid-template:'bar bar' auto 'side main' 1fr / auto minmax(0,1fr);background:var(--yimen-color-page);color:var(--yimen-color-text);font-family:var(--yimen-font-family);font-size:var(--yimen-font-size);line-height:var(--yimen-line-height)}
.ym-site[data-side='false']{grid-template:'bar' auto 'main' 1fr / minmax(0,1fr)}
.ym-skip{position:absolute;left:8px;top:-60px;z-index:1100;padding:6px 14px;border-radius:6px;background:var(--yimen-color-surface);color:var(--yimen-color-link)}
.ym-skip:focus{top:8px}
.ym-bar{grid-area:bar;position:sticky;top:0;z-index:900;display:flex;align-items:center;gap:12px;height:var(--yimen-top-bar-height);padding:0 16px;background:var(--yimen-color-brand);color:var(--yimen-color-on-brand);font-family:var(--yimen-font-family);font-size:var(--yimen-font-size)}
.ym-bar :focus-visible{outline:2px solid var(--yimen-color-on-brand);outline-offset:2px}
.ym-bar-brand{display:flex;align-items:center;gap:10px;min-width:0;color:inherit;text-decoration:none;border-radius:6px}
.ym-bar-product{font-size:17px;font-weight:600;letter-spacing:.06em;white-space:nowrap}
.ym-bar-system{min-width:0;padding-inline-start:12px;border-inline-start:1px solid rgb(255 255 255 / 32%);font-size:15px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.ym-bar-end{margin-inline-start:auto;display:flex;align-items:center;gap:4px;flex:none}
.ym-bar-button{display:inline-flex;align-items:center;gap:8px;height:32px;padding:0 10px;border:0;border-radius:6px;background:none;color:inherit;font:inherit;white-space:nowrap;text-decoration:none;cursor:pointer}
.ym-bar-button:hover,.ym-bar-button[aria-expanded='true']{background:rgb(255 255 255 / 14%);color:inherit}
.ym-bar-avatar{display:grid;place-items:center;width:26px;height:26px;border-radius:50%;background:rgb(255 255 255 / 20%);font-size:13px;flex:none}
.ym-mark{display:block;flex:none}
.ym-nav-toggle{display:none;padding:0 7px;margin-inline-start:-8px}
.ym-menu{position:relative}
.ym-menu-panel{position:absolute;inset-inline-end:0;top:40px;min-width:208px;padding:6px;border-radius:8px;background:var(--yimen-color-surface);color:var(--yimen-color-text);border:1px solid var(--yimen-color-border);box-shadow:var(--yimen-shadow);z-index:1000}
.ym-menu-panel :focus-visible{outline-color:var(--yimen-color-focus);outline-offset:-2px}
.ym-menu-person{padding:8px 10px 10px;margin-bottom:6px;border-bottom:1px solid var(--yimen-color-border)}
.ym-menu-person b{display:block;font-weight:600}
.ym-menu-person span{font-size:var(--yimen-font-size-small);color:var(--yimen-color-text-tertiary)}
.ym-menu-panel form{margin:0}
.ym-menu-item{display:block;width:100%;padding:7px 10px;border:0;border-radius:6px;background:none;color:inherit;font:inherit;text-align:start;text-decoration:none;cursor:pointer;box-sizing:border-box}
.ym-menu-portal{display:none}
.ym-menu-item:hover{background:var(--yimen-color-surface-hover);color:inherit}
.ym-side{grid-area:side;position:sticky;top:var(--yimen-top-bar-height);align-self:start;width:var(--yimen-side-width);height:calc(100vh - var(--yimen-top-bar-height));overflow-y:auto;padding:12px 8px;background:var(--yimen-color-surface);border-inline-end:1px solid var(--yimen-color-border);box-sizing:border-box}
.ym-side ul{margin:0;padding:0;list-style:none}
.ym-side-link{display:flex;align-items:center;gap:10px;margin-bottom:2px;padding:8px 12px;border-radius:6px;color:var(--yimen-color-text);text-decoration:none}
.ym-side-link:hover{background:var(--yimen-color-surface-hover);color:var(--yimen-color-text)}
.ym-side-link:focus-visible{outline:2px solid var(--yimen-color-focus);outline-offset:-2px}
.ym-side-link[aria-current='page']{background:var(--yimen-color-primary-soft);color:var(--yimen-color-link);font-weight:600}
.ym-side-count{margin-inline-start:auto;min-width:20px;padding:0 6px;border-radius:10px;background:var(--yimen-color-surface-sunken);color:var(--yimen-color-text-secondary);font-size:var(--yimen-font-size-small);font-weight:400;line-height:20px;text-align:center;box-sizing:border-box}
.ym-side-link[aria-current='page'] .ym-side-count{background:var(--yimen-color-surface);color:var(--yimen-color-link)}
.ym-main{grid-area:main;min-width:0;display:flex;flex-direction:column}
.ym-main:focus{outline:none}
.ym-main-content{flex:1;padding:16px 20px 24px;min-width:0}
.ym-foot{padding:12px 20px 16px;font-size:var(--yimen-font-size-small);color:var(--yimen-color-text-tertiary);text-align:center}
.ym-page-header{display:flex;flex-wrap:wrap;align-items:flex-end;justify-content:space-between;gap:8px 16px;margin-bottom:14px}
.ym-page-header h1{margin:0;font-size:var(--yimen-font-size-title);font-weight:600;line-height:30px;overflow-wrap:anywhere}
.ym-page-title{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px}
.ym-page-subtitle{color:var(--yimen-color-text-secondary)}
.ym-page-actions{display:flex;flex-wrap:wrap;gap:8px}
.ym-crumbs ol{display:flex;flex-wrap:wrap;margin:0 0 2px;padding:0;list-style:none;font-size:var(--yimen-font-size-small);color:var(--yimen-color-text-tertiary)}
.ym-crumbs li+li::before{content:'/';margin:0 8px;color:var(--yimen-color-border-strong)}
.ym-crumbs a{color:var(--yimen-color-text-secondary);text-decoration:none}
.ym-crumbs a:hover{color:var(--yimen-color-link);text-decoration:underline}
.ym-panel{margin-bottom:16px;border:1px solid var(--yimen-color-border);border-radius:var(--yimen-radius);background:var(--yimen-color-surface)}
.ym-panel-head{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:4px 12px;min-height:44px;padding:4px 16px;border-bottom:1px solid var(--yimen-color-border);box-sizing:border-box}
.ym-panel-head h2{margin:0;font-size:15px;font-weight:600;line-height:24px}
.ym-panel-body{padding:14px 16px 16px}
@media (max-width:768px){
.ym-site{grid-template:'bar' auto 'main' 1fr / minmax(0,1fr)}
.ym-bar{padding:0 12px;gap:8px}
.ym-bar-product{display:none}
.ym-bar-system{padding-inline-start:0;border:0}
.ym-bar[data-plain='true'] .ym-bar-product{display:inline}
.ym-bar-name{display:none}
.ym-bar-portal{display:none}
.ym-menu-portal{display:block}
.ym-bar-button{padding:0 8px}
.ym-nav-toggle{display:inline-flex}
.ym-side{display:none;position:fixed;inset:var(--yimen-top-bar-height) 0 auto 0;z-index:890;width:auto;height:auto;max-height:calc(100vh - var(--yimen-top-bar-height));border:0;border-bottom:1px solid var(--yimen-color-border);box-shadow:var(--yimen-shadow)}
.ym-side[data-open='true']{display:block}
.ym-side-link{padding:11px 12px}
.ym-main-content{padding:12px 12px 20px}
.ym-panel-body{padding:12px}
.ym-panel-head{padding:4px 12px}
}
@media print{.ym-bar,.ym-side,.ym-skip,.ym-foot{display:none}.ym-site{display:block;background:none}}
`;
