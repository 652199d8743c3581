import type { ReleaseFinding } from '@yimen/portlet-sdk/release';
import { type Compare, type Comparison, countPersons, finding, pagesOf } from './comparison.ts';

/** Modes, window states and sizes that pages and people use. */
export const compareWindows: Compare = (comparison) => [
  ...modes(comparison),
  ...windowStates(comparison),
  ...sizes(comparison),
  ...adapter(comparison),
];

function modes(comparison: Comparison): ReleaseFinding[] {
  const { before, after, use } = comparison;
  const removed = before.modes.filter((mode) => !after.modes.includes(mode));
  if (use.pages.length === 0) return [];
  return removed.map((mode) => {
    // Who has set something wants to set it otherwise some day.
    const users = use.personal.filter(({ preferences }) => Object.keys(preferences).length > 0);
    const persons = mode === 'edit' ? countPersons(users) : 0;
    const pages = persons > 0 ? pagesOf(comparison, users) : use.pages;
    return finding(comparison, {
      ...{ severity: persons > 0 ? 'breaks' : 'warns', kind: 'mode-removed', parameters: { mode } },
      ...{ pages, persons },
    });
  });
}

function windowStates(comparison: Comparison): ReleaseFinding[] {
  const { before, after, use } = comparison;
  const removed = before.windowStates.filter((state) => !after.windowStates.includes(state));
  if (use.pages.length === 0) return [];
  return removed.map((state) => {
    const folded = state === 'minimized' ? use.personal.filter(({ isMinimized }) => isMinimized) : [];
    const pages = folded.length > 0 ? pagesOf(comparison, folded) : use.pages;
    return finding(comparison, {
      ...{ severity: 'warns', kind: 'window-state-removed', parameters: { state } },
      ...{ pages, persons: countPersons(folded) },
    });
  });
}

function sizes(comparison: Comparison): ReleaseFinding[] {
  const { before, after, use } = comparison;
  const { minColumns: columns = 1, minRows: rows = 1 } = after.size;
  const isSmall = (most: { columns: number; rows: number }, least: { columns: number; rows: number }) =>
    most.columns < least.columns || most.rows < least.rows;
  const was = { columns: before.size.minColumns ?? 1, rows: before.size.minRows ?? 1 };
  const pages = use.pages.filter(({ nodes }) =>
    nodes.some(
      ({ portlet, place }) =>
        portlet === after.name && isSmall(place, { columns, rows }) && !isSmall(place, was),
    ),
  );
  if (pages.length === 0) return [];
  const parameters = { columns: String(columns), rows: String(rows) };
  return [finding(comparison, { severity: 'warns', kind: 'window-too-small', parameters, pages })];
}

function adapter(comparison: Comparison): ReleaseFinding[] {
  const [before, after] = [comparison.before.adapter ?? 'react', comparison.after.adapter ?? 'react'];
  if (before === after) return [];
  return [finding(comparison, { severity: 'info', kind: 'adapter-changed', parameters: { before, after } })];
}
