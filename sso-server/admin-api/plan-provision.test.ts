import { expect, it } from 'vitest';
import { givesMore } from './plan-provision.ts';

it('takes an audience for a name, whatever objects have of their own', () => {
  expect(givesMore({ constructor: ['read'] }, {})).toBe(true);
  expect(givesMore({ constructor: ['read'] }, { constructor: ['read'] })).toBe(false);
});
