import { connectFrame } from './connect-frame.ts';

// The ready-made script of plain pages, `yimen-frame.js`: `const context = await yimen.connect();`
Object.assign(globalThis, { yimen: { connect: connectFrame } });
