import type { AdapterContext, Undo } from '@yimen/portlet-sdk';
import type { FrameKept, FrameState } from '@yimen/portlet-sdk/frame';
import { themeDeclarations } from '@yimen/ui/theme';

/** A page's states are one state of its window. */
export const keptByFrame = 'frame';

/** What a page in a frame is told of its window. */
export function frameState(context: AdapterContext): FrameState {
  const theme = context.theme.get();
  return {
    descriptor: context.descriptor,
    windowId: context.windowId,
    user: context.user,
    title: context.title.get(),
    locale: context.locale.get(),
    theme,
    tokens: `color-scheme:${theme};${themeDeclarations(theme)}`,
    mode: context.mode.get(),
    windowState: context.windowState.get(),
    preferences: context.preferences.get(),
    readOnly: context.preferences.readOnly,
    renderParameters: context.renderParameters.get(),
    serviceUrl: new URL(context.resources.url(''), document.baseURI).href,
    kept: (context.upgrade.kept(keptByFrame)?.value ?? {}) as Readonly<Record<string, FrameKept>>,
  };
}

/** Tells of each change of the state, as the members that changed. @returns the undo */
export function followState(context: AdapterContext, tell: (changes: Partial<FrameState>) => void): Undo {
  let last: FrameState = frameState(context);
  const follow = () => {
    const next = frameState(context);
    const changed = Object.entries(next).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(last[name as keyof FrameState]),
    );
    last = next;
    if (changed.length > 0) tell(Object.fromEntries(changed));
  };
  const { title, locale, theme, mode, windowState, preferences, renderParameters } = context;
  const sources = [title, locale, theme, mode, windowState, preferences, renderParameters];
  const undos = sources.map((source) => source.subscribe(follow));
  return () => {
    for (const undo of undos) undo();
  };
}
