import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isProblem, problem, readProblem } from '../src/index.ts';

type Answer = { status: number; headers: Record<string, string>; body: string };
let answer: Answer;
const server = createServer((_request, response) => {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function read(given: Partial<Answer>) {
  answer = {
    status: 500,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: '',
    ...given,
  };
  return readProblem(await fetch(url));
}

describe('readProblem', () => {
  it('gives back what the server threw', async () => {
    const thrown = problem('invalid-input', {
      errors: [{ pointer: '/body/title', detail: 'too long' }],
      limit: 80,
    });
    const error = await read({ status: 400, body: JSON.stringify(thrown.problem) });
    expect(isProblem(error, 'invalid-input')).toBe(true);
    expect(error.problem).toEqual(thrown.problem);
  });

  it('keeps retry-after and www-authenticate', async () => {
    const headers = { 'content-type': 'application/problem+json', 'retry-after': '7', 'set-cookie': 'a=b' };
    const error = await read({ status: 429, headers, body: JSON.stringify(problem('rate-limited').problem) });
    expect(error.headers).toEqual({ 'retry-after': '7' });
  });

  it('believes the status of the response, not the one in the body', async () => {
    const error = await read({
      status: 403,
      body: '{"type":"urn:yimen:problem:forbidden","title":"x","status":200}',
    });
    expect(error.problem.status).toBe(403);
  });

  it('ignores members of a wrong type', async () => {
    const body =
      '{"type":7,"detail":{"a":1},"errors":[{"pointer":"/a","detail":"b"},{"pointer":1},null,"x"]}';
    const error = await read({ status: 418, body });
    expect(error.problem).toEqual({
      type: 'about:blank',
      title: 'HTTP 418',
      status: 418,
      errors: [{ pointer: '/a', detail: 'b' }],
    });
  });

  it.each([
    ['a page', { headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' }],
    [
      'plain JSON',
      { headers: { 'content-type': 'application/json' }, body: '{"type":"urn:yimen:problem:not-found"}' },
    ],
    ['broken JSON', { body: '{"type":' }],
    ['an array', { body: '[]' }],
    ['nothing', { headers: {}, body: '' }],
  ])('answers unexpected-answer for %s', async (_what, given) => {
    const error = await read({ status: 502, ...given });
    expect(isProblem(error, 'unexpected-answer')).toBe(true);
    expect(error.problem.answeredStatus).toBe(502);
    expect(JSON.stringify(error.problem)).not.toContain('Bad gateway');
  });
});
