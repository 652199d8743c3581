import { hash } from 'node:crypto';

/** The whole look of the pages. In the page itself: one request shows the page, also on a slow line. */
export const style = `
:root{--blue:#1556b6;--deep:#0e3f8a;--ink:#1a2433;--soft:#526075;--line:#e3e9f2;--field:#8693a8;--red:#b32d06;--paper:#fff;--back:#f3f6fb}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--back);color:var(--ink);font:15px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}
a{color:var(--blue)}
a:focus-visible,button:focus-visible,input:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
.bar a:focus-visible{outline-color:#fff}
input:focus-visible{outline-width:2px;outline-offset:0;border-color:var(--blue);box-shadow:0 0 0 4px rgba(21,86,182,.16)}
.bar{background:var(--blue);color:#fff;min-height:52px;padding:0 24px;display:flex;align-items:center;justify-content:space-between;gap:16px}
.brand{display:flex;align-items:center;gap:10px;font-size:17px;font-weight:600}
.brand span:last-child{font-weight:400;font-size:14px;padding-left:12px;margin-left:2px;border-left:1px solid rgba(255,255,255,.45)}
.mark{display:inline-flex;align-items:center;justify-content:center;width:30px;height:30px;border-radius:8px;background:#fff;color:var(--blue);font-size:18px;font-weight:700;line-height:1}
.bar a{color:#fff;font-size:14px;text-decoration:none;padding:4px 10px;border:1px solid rgba(255,255,255,.6);border-radius:6px;white-space:nowrap}
.bar a:hover{background:rgba(255,255,255,.14)}
main{flex:1;display:flex;align-items:center;justify-content:center;padding:32px 16px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;width:100%;max-width:460px;padding:36px 36px 32px;box-shadow:0 6px 24px rgba(20,50,100,.06)}
.door{display:grid;grid-template-columns:1fr 1fr;max-width:900px;padding:0;overflow:hidden}
.door>section{padding:44px 44px 40px}
.welcome{position:relative;overflow:hidden;background:linear-gradient(155deg,var(--blue),var(--deep));color:#fff;display:flex;flex-direction:column;justify-content:space-between;min-height:430px}
.welcome::before,.welcome::after{content:"";position:absolute;right:-4px;bottom:-1px;width:230px;height:280px;border:2px solid rgba(255,255,255,.16);border-bottom:0;border-radius:120px 120px 0 0}
.welcome::after{right:36px;width:150px;height:226px;background:rgba(255,255,255,.07);border-color:rgba(255,255,255,.22)}
.welcome .mark{width:54px;height:54px;border-radius:13px;font-size:32px}
.welcome .name{font-size:27px;font-weight:600;line-height:1.35;margin:20px 0 8px;letter-spacing:.5px}
.welcome>div{position:relative;z-index:1}
.welcome p{margin:0;color:#dbe7fb;max-width:17em}
.welcome .owner{font-size:14px;color:#dbe7fb}
h1{font-size:23px;line-height:1.4;margin:0 0 4px;font-weight:600}
.lead{color:var(--soft);margin:0 0 22px}
.field{margin:0 0 18px}
label{display:block;font-weight:600;margin-bottom:6px;font-size:14px}
input[type=text],input[type=password]{width:100%;height:44px;padding:0 12px;font:inherit;font-size:16px;color:var(--ink);background:#fff;border:1px solid var(--field);border-radius:6px}
input:hover{border-color:var(--blue)}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:44px;padding:8px 22px;border-radius:6px;border:1px solid var(--blue);background:var(--blue);color:#fff;font:inherit;font-size:16px;font-weight:600;text-decoration:none;cursor:pointer}
.button:hover{background:var(--deep);border-color:var(--deep)}
.button.plain{background:#fff;color:var(--blue);font-weight:400}
.button.plain:hover{background:#eef4fd}
.wide{width:100%;margin-top:6px}
.actions{display:flex;flex-wrap:wrap;gap:12px;margin-top:24px}
.actions form{margin:0}
.alert{border:1px solid #f0b8a6;border-left:4px solid var(--red);background:#fff5f1;color:#7a1f04;border-radius:6px;padding:10px 14px;margin:0 0 18px}
.notice{border:1px solid #f3d9a4;background:#fffaf0;color:#6b4a00;border-radius:6px;padding:10px 14px;margin:20px 0 0;font-size:14px}
.facts{margin:18px 0 0;padding:14px 16px;background:#f7f9fc;border:1px solid var(--line);border-radius:6px;font-size:14px}
.facts div{display:flex;gap:12px}
.facts dt{color:var(--soft);flex:0 0 6em}
.facts dd{margin:0;overflow-wrap:anywhere}
dl{margin:0}
.broad{max-width:760px}
.sessions{list-style:none;margin:0 0 16px;padding:0}
.sessions li{border:1px solid var(--line);border-radius:6px;padding:14px 16px;margin:0 0 10px;display:grid;grid-template-columns:1fr auto;gap:4px 16px;align-items:center;font-size:14px}
.sessions .head{grid-column:1/-1;font-size:15px}
.sessions dl div{display:flex;gap:12px}
.sessions dt{color:var(--soft);flex:0 0 8em}
.sessions dd{margin:0;overflow-wrap:anywhere}
.sessions form{margin:0}
.choice{margin:0;font-size:15px;white-space:nowrap}
.tag{font-size:13px;color:var(--blue);border:1px solid var(--blue);border-radius:10px;padding:1px 8px;margin-left:8px}
.button.small{min-height:36px;padding:4px 14px;font-size:14px}
.broad .notice{margin:0 0 18px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.code{color:var(--soft);font-size:13px;margin:22px 0 0;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:13px;text-align:center;padding:0 16px 22px}
@media(min-width:761px){body:has(.door) footer{display:none}}
@media(max-width:760px){
.account-head p+p{display:none}
.account nav a{padding:8px 12px}
.bar{padding:0 16px}
.brand span:last-child{display:none}
main{align-items:flex-start;padding:20px 12px}
.card{padding:26px 20px 24px}
.sessions li{grid-template-columns:1fr}
.door{grid-template-columns:1fr;padding:0}
.door>section{padding:26px 20px 24px}
.welcome{min-height:0;padding:20px!important;flex-direction:row;align-items:center;justify-content:flex-start;gap:14px}
.welcome::before{width:96px;height:96px;right:-10px}
.welcome::after{width:58px;height:76px;right:9px}
.welcome .mark{width:40px;height:40px;font-size:24px;border-radius:10px}
.welcome .name{font-size:19px;margin:0}
.welcome p,.welcome .owner{display:none}
.welcome>div{display:flex;align-items:center;gap:14px}
.actions .button{width:100%}
.actions form{width:100%}
}
form .facts{margin:0 0 18px}
.alert form{display:flex;flex-wrap:wrap;gap:10px}
.account{width:100%;max-width:760px;align-self:flex-start}
.account .card{max-width:none}
.account-head{display:flex;justify-content:space-between;align-items:baseline;gap:16px;color:var(--soft);font-size:14px}
.account-head p{margin:0 0 8px}
.account-head p:first-child{color:var(--ink);font-size:19px;font-weight:600}
.account nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px;margin:0 0 14px;padding:0}
.account nav a{display:block;padding:8px 16px;border-radius:6px;text-decoration:none}
.account nav a:hover{background:#e3ecfa}
.account nav a[aria-current]{background:var(--blue);color:#fff;font-weight:600}
.account nav .out{margin-left:auto}
small{display:block;color:var(--soft);margin-top:4px}
.aside{font-size:14px;color:var(--soft);margin:16px 0 0}
.notice ul{margin:4px 0 0;padding-left:20px}
#rules{margin:0 0 18px}
.button:disabled{opacity:.6}
[hidden]{display:none!important}
.qr{display:block;width:208px;height:208px;margin:0 0 12px;border:1px solid var(--line);border-radius:6px}
.secret{font:16px/1.6 ui-monospace,Consolas,monospace;overflow-wrap:anywhere;user-select:all}
.codes{columns:2;list-style:none;margin:0;padding:16px;background:#f7f9fc;border:1px solid var(--line);border-radius:6px;font:17px/2 ui-monospace,Consolas,monospace}
.split{border-top:1px solid var(--line);margin-top:24px;padding-top:20px}
h2{font-size:17px;margin:0 0 6px;font-weight:600}
details summary{cursor:pointer;color:var(--blue);margin-top:18px}
details summary:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
details form{margin-top:14px}
.hint{color:var(--soft);font-size:14px;margin:6px 0 0}
.broad{max-width:680px}
.items{list-style:none;margin:0;padding:0}
.items li{border-top:1px solid var(--line);padding:14px 0}
.row{display:flex;flex-wrap:wrap;gap:10px;align-items:end;margin-top:8px}
.row .field{margin:0;flex:1 1 180px}
@media(forced-colors:active){.button,.mark{border:1px solid}}
`;

const styleHash = hash('sha256', style, 'base64');

/**
 * D13: nothing runs, nothing is loaded, nobody frames the page. No `form-action`: Chromium applies it to
 * the redirects that follow a form, and sign-in ends at the relying party.
 */
export const pagePolicy = policy("script-src 'none'");

/** Pages that offer passkeys run our one script and let it ask us. */
export const pagePolicyWithScript = policy("script-src 'self'", "connect-src 'self'");

function policy(...script: string[]): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    ...script,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
