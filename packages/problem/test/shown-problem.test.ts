import { describe, expect, it } from 'vitest';
import { problem, shownProblem } from '../src/index.ts';

const refused = problem('invalid-input', {
  detail: 'the body does not fit',
  instance: 'urn:yimen:request:r-7',
  errors: [
    { pointer: '/body/name', detail: '请填写名称' },
    { pointer: '/body/size', detail: 'must be at most 20' },
  ],
});

describe('shownProblem', () => {
  it('tells a person what is written in her language, and nothing else', () => {
    const chinese = shownProblem(refused, 'zh-CN');
    expect(chinese.title).toMatch(/^\p{Script=Han}/u);
    expect(chinese).toMatchObject({ status: 400, reference: 'r-7', mistakes: ['请填写名称'] });
    expect(chinese.detail).toBeUndefined();
    const english = shownProblem(refused, 'en-US');
    expect(english).toMatchObject({ detail: 'the body does not fit', mistakes: ['must be at most 20'] });
    expect(english.title).not.toMatch(/\p{Script=Han}/u);
  });

  it('knows nothing of what is no problem', () => {
    expect(shownProblem(new Error('boom'), 'zh-CN')).toEqual({ mistakes: [] });
    expect(shownProblem(undefined, 'en-US')).toEqual({ mistakes: [] });
  });
});
