import { isProblem } from '@yimen/problem';
import { describe, expect, it } from 'vitest';
import { createKoa, createLog, listen, parseJson } from '../src/index.ts';

const refused = (text: string): string => {
  try {
    parseJson(text);
    return 'accepted';
  } catch (error) {
    return isProblem(error, 'invalid-input') ? (error.problem.errors?.[0]?.detail ?? '') : 'another error';
  }
};

describe('parseJson', () => {
  it('parses objects and lists; nothing is an empty object', () => {
    const text = '{"a":[1,"]}\\"[[{",{"b":null}],"__proto":"\\"__proto__\\":1"}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(parseJson(' [1]')).toEqual([1]);
    expect(parseJson('')).toEqual({});
    expect(parseJson('['.repeat(200) + ']'.repeat(200))).toBeInstanceOf(Array);
  });

  it('refuses what is no JSON, scalars, and members that replace a prototype, without repeating them', () => {
    for (const text of [
      '{',
      '"a"',
      '1',
      'secret',
      '{"__proto__":{}}',
      '{"\\u005f_proto__" : 1}',
      '{"secret":}',
    ]) {
      expect([text, refused(text)]).toEqual([text, 'not valid JSON']);
    }
  });

  it('refuses deep nesting before it is parsed, at the front door, too', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const text = open.repeat(201) + '1'.repeat(open.length - 1 ? 1 : 0) + close.repeat(201);
      expect(refused(text)).toBe('JSON is nested too deeply');
    }
    const log = createLog({ category: 'test', level: 'error' });
    const app = createKoa({ name: 'test', log });
    app.use((ctx) => {
      ctx.body = { body: ctx.request.body };
    });
    const { url, close } = await listen({ app, host: '127.0.0.1', port: 0, log });
    const send = (body: string, type = 'application/json') =>
      fetch(url, { method: 'POST', body, headers: { 'content-type': type, 'accept-language': 'zh-CN' } });
    const deep = await send('['.repeat(400_000));
    expect(deep.status).toBe(400);
    expect(await deep.text()).toContain('嵌套层数过多');
    expect(await (await send('{"a":1}', 'application/json; charset=utf-8')).json()).toEqual({
      body: { a: 1 },
    });
    expect(await (await send('a=1', 'application/x-www-form-urlencoded')).json()).toEqual({
      body: { a: '1' },
    });
    expect(await (await send('{"a":1}', 'text/plain')).json()).toEqual({ body: {} });
    await close();
  });
});
