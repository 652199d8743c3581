import { describe, expect, it } from 'vitest';
import {
  isProblem,
  ProblemError,
  problem,
  problemNameOf,
  problemTitle,
  problemTypes,
  problemTypeUri,
} from '../src/index.ts';

describe('problem', () => {
  it('carries type, title, status and the given members', () => {
    const error = problem('not-found', { detail: 'no page home', page: 'home' });
    expect(error).toBeInstanceOf(Error);
    expect(error.problem).toEqual({
      type: 'urn:yimen:problem:not-found',
      title: 'Not found',
      status: 404,
      detail: 'no page home',
      page: 'home',
    });
    expect(error.message).toBe('not-found: no page home');
  });

  it('keeps headers and cause out of the body', () => {
    const cause = new Error('password=secret');
    const error = problem('rate-limited', { headers: { 'retry-after': '3' }, cause });
    expect(error.headers).toEqual({ 'retry-after': '3' });
    expect(error.cause).toBe(cause);
    expect(JSON.stringify(error.problem)).not.toContain('secret');
  });

  it('cannot be made to lie about its type by an extension member', () => {
    const error = problem('forbidden', { type: 'urn:other', status: 200, title: 'fine' });
    expect(error.problem).toMatchObject({ type: 'urn:yimen:problem:forbidden', status: 403 });
  });

  it('has an HTTP status of failure and both titles for every type', () => {
    for (const { status, title } of Object.values(problemTypes)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(title['en-US']).toMatch(/^[A-Z][\x20-\x7e]+$/);
    }
  });
});

describe('isProblem', () => {
  it('goes by type, so that another copy of the class counts', () => {
    class OtherCopy extends Error {
      readonly problem = { type: problemTypeUri('conflict'), title: 'x', status: 409 };
    }
    const error: unknown = new OtherCopy();
    expect(isProblem(error)).toBe(true);
    expect(isProblem(error, 'conflict')).toBe(true);
    expect(isProblem(error, 'not-found')).toBe(false);
  });

  it.each([undefined, null, 'not-found', new Error('not-found'), { problem: { type: 'x', status: 1 } }])(
    'is false for %s',
    (value) => {
      expect(isProblem(value)).toBe(false);
    },
  );
});

describe('problemTitle', () => {
  it('is in the language of the person', () => {
    const { problem: details } = problem('not-found');
    expect(problemTitle(details, 'zh-CN')).toBe('没有找到您要的内容');
    expect(problemTitle(details, 'en-US')).toBe('Not found');
  });

  it('falls back to the title that came with a foreign type', () => {
    const { problem: details } = new ProblemError({
      type: 'https://example.org/full',
      title: 'Disk full',
      status: 507,
    });
    expect(problemTitle(details, 'zh-CN')).toBe('Disk full');
  });

  it.each(['urn:yimen:problem:', 'urn:yimen:problem:toString', 'urn:yimen:problem:__proto__', 'about:blank'])(
    'knows no name for %s',
    (uri) => {
      expect(problemNameOf(uri)).toBeUndefined();
    },
  );
});
