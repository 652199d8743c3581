import { isProblem } from '@yimen/problem';
import { describe, expect, it } from 'vitest';
import { createTestContext } from './create-test-context.ts';
import { sampleDescriptor } from './sample-descriptor.ts';

const window = (options = {}) => createTestContext({ descriptor: sampleDescriptor(), ...options });

describe('a portlet window in memory', () => {
  it('refuses a descriptor or preferences with mistakes', () => {
    expect(() => createTestContext({ descriptor: { name: 'x' } })).toThrow(/is missing version/);
    expect(() => window({ preferences: { pageSize: 'many' } })).toThrow(TypeError);
    expect(() => window({ resources: { colours: [] } })).toThrow(RangeError);
  });

  it('[R27] stores preferences all or none, and says why not', async () => {
    const { context } = window({ readOnlyPreferences: ['moneyUnit'] });
    const refused = await context.preferences.save({ pageSize: 20, moneyUnit: 'yuan', source: 'x' }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(
      isProblem(refused, 'invalid-input') && refused.problem.errors?.map((error) => error.pointer),
    ).toEqual(['/moneyUnit', '/source']);
    expect(context.preferences.get().pageSize).toBe(10);
  });

  it('[R26] publishes only declared events with fitting payloads', () => {
    const { context, published } = window();
    context.events.publish('unit.picked', { id: 'edu' });
    expect(published).toEqual([{ name: 'unit.picked', payload: { id: 'edu' } }]);
    expect(() => context.events.publish('unit.picked', {})).toThrow(TypeError);
    expect(() => context.events.publish('other', {})).toThrow(RangeError);
    expect(() => context.events.subscribe('other', () => undefined)).toThrow(RangeError);
  });

  it('[R14] changes only to declared modes and window states', () => {
    const { context } = createTestContext({
      descriptor: sampleDescriptor({ modes: ['view'], windowStates: ['normal'] }),
    });
    expect(() => context.navigation.setMode('help')).toThrow(RangeError);
    expect(() => context.navigation.setWindowState('maximized')).toThrow(RangeError);
  });

  it('[R15] leads to pages of the portal and to addresses of the web only', () => {
    const { context, visits } = window();
    context.navigation.openPage('budget', { unit: 'edu' });
    context.navigation.openSystem('http://localhost:4212/requests/1');
    expect(() => context.navigation.openSystem('javascript:alert(1)')).toThrow(TypeError);
    expect(visits).toEqual([
      { page: 'budget', parameters: { unit: 'edu' } },
      { system: 'http://localhost:4212/requests/1' },
    ]);
  });

  it('[R28] aborts and runs every undo once when it ends', async () => {
    const { context, dispose } = window({ resources: { items: () => new Promise(() => undefined) } });
    const ran: string[] = [];
    context.onDispose(() => ran.push('first'));
    const forget = context.onDispose(() => ran.push('forgotten'));
    context.onDispose(() => ran.push('last'));
    forget();
    const reading = context.resources.read('items', { signal: context.signal });
    dispose();
    dispose();
    await expect(reading).rejects.toThrow('aborted');
    expect(ran).toEqual(['last', 'first']);
  });

  it('[R28] gives an undo for every notice and subscription', () => {
    const { context, notices, deliver } = window();
    const heard: unknown[] = [];
    const stop = context.events.subscribe('row.picked', (payload) => heard.push(payload));
    deliver('row.picked', 'a');
    stop();
    stop();
    deliver('row.picked', 'b');
    context.notices.success('done')();
    expect(heard).toEqual(['a']);
    expect(notices).toEqual([{ kind: 'success', content: 'done', isGone: true }]);
  });
});
