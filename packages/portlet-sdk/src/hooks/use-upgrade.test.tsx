// @vitest-environment jsdom

import { cleanup, fireEvent } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { defineMount } from '../adapters/define-mount.ts';
import { definePortlet } from '../define-portlet.ts';
import { renderPortlet, sampleDescriptor } from '../testing/index.ts';
import { useKeptState, useUnsavedWork } from './use-upgrade.ts';

function Draft() {
  const [draft, setDraft] = useKeptState('draft', '', {
    version: 2,
    restore: ({ value, version }) => (version <= 2 ? String(value) : undefined),
  });
  useUnsavedWork(draft.length > 3);
  return <input value={draft} onChange={(event) => setDraft(event.target.value)} />;
}
const portlet = definePortlet({ descriptor: sampleDescriptor(), modes: { view: async () => Draft } });

afterEach(cleanup);

describe('an upgrade, to a portlet', () => {
  it('[R102] gives the state that the release before kept, and keeps the present one', async () => {
    const view = await renderPortlet(portlet, { kept: { draft: { value: 'ab', version: 1 } } });
    const field = view.getByRole('textbox') as HTMLInputElement;
    expect(field.value).toBe('ab');
    expect(view.keep()).toEqual({ draft: { value: 'ab', version: 2 } });
    fireEvent.change(field, { target: { value: 'abc' } });
    expect(view.keep()).toEqual({ draft: { value: 'abc', version: 2 } });
    view.unmount();
    expect(view.keep()).toEqual({});
  });

  it('[R102] lets it refuse what it does not know', async () => {
    const view = await renderPortlet(portlet, { kept: { draft: { value: 'ab', version: 3 } } });
    expect((view.getByRole('textbox') as HTMLInputElement).value).toBe('');
  });

  it('[R103] waits while it says that work is unsaved', async () => {
    const view = await renderPortlet(portlet);
    expect(view.isUnsaved()).toBe(false);
    fireEvent.change(view.getByRole('textbox'), { target: { value: 'abcd' } });
    expect(view.isUnsaved()).toBe(true);
    view.unmount();
    expect(view.isUnsaved()).toBe(false);
  });

  it('[R109] is the same to code that is not React, and ends with its mount', async () => {
    const mounted = defineMount({
      descriptor: sampleDescriptor({ adapter: 'mount' }),
      modes: {
        view: async () => (element, context) => {
          element.textContent = String(context.upgrade.kept('place')?.value);
          context.upgrade.keep('place', () => 'row 8');
          context.upgrade.unsavedWork(() => true);
        },
      },
    });
    const view = await renderPortlet(mounted, { kept: { place: { value: 'row 7', version: 1 } } });
    expect(await view.findByText('row 7')).toBeTruthy();
    expect(view.keep()).toEqual({ place: { value: 'row 8', version: 1 } });
    expect(view.isUnsaved()).toBe(true);
    view.unmount();
    expect([view.keep(), view.isUnsaved()]).toEqual([{}, false]);
  });
});
