import { problem } from '@yimen/problem';
import type { PageChange, PageRow } from '../stores/page-store.ts';

/** The page after a change. @throws problem `not-found`, `conflict` or `revision-outdated` when there was none */
export function rowOf(change: PageChange, id: string): PageRow {
  if ('row' in change) return change.row;
  if (change.failed === 'missing') throw noSuchPage(id);
  if (change.failed === 'slug-taken') throw taken('/body/slug', 'the address is taken');
  throw problem('revision-outdated');
}

export function noSuchPage(id: string): Error {
  return problem('not-found', { detail: `no page "${id}"` });
}

export function taken(pointer: string, detail: string): Error {
  return problem('conflict', { errors: [{ pointer, detail }] });
}
