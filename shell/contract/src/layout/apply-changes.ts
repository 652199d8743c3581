import type { FieldError } from '@yimen/problem';
import { isSamePlace } from './arrange-node.ts';
import { fitColumns } from './compact-layout.ts';
import type { LayoutChange, LayoutNode, Lock, PersonalLayout, PersonalNode } from './page-layout.ts';
import { type PortletRules, permissivePortletRules } from './portlet-rules.ts';
import { lockedPlace } from './split-change.ts';

/** A person's changes after some acts, or what is wrong with the acts. */
export type ApplyResult = { personal: PersonalLayout; errors: FieldError[] };

/**
 * Applies a person's acts in order, all or none. Repeating acts that were applied before changes nothing, so a request
 * whose answer was lost can be sent again.
 *
 * @param personal the changes so far
 * @param changes the acts
 * @param base the nodes of the page **as the person saw it**: locks that came later are no mistake of hers, merging puts
 *   such changes into the tray
 * @param rules what the registry says about portlets; left out, every portlet is usable
 * @returns the new changes and no errors; or `personal` as it was and every mistake, with pointers like
 *   `/body/changes/0/place`
 */
export function applyChanges(
  personal: PersonalLayout,
  changes: readonly LayoutChange[],
  base: readonly LayoutNode[],
  rules: PortletRules = permissivePortletRules,
): ApplyResult {
  const errors: FieldError[] = [];
  let current = personal;
  for (const [index, change] of changes.entries()) {
    const result = applyChange(current, change, base, rules);
    current = result.personal;
    errors.push(
      ...result.errors.map((error) => ({ ...error, pointer: `/body/changes/${index}${error.pointer}` })),
    );
  }
  return errors.length > 0 ? { personal, errors } : { personal: current, errors: [] };
}

/**
 * Applies one act of a person. See {@link applyChanges}; pointers are relative to the act: `/place`.
 */
export function applyChange(
  personal: PersonalLayout,
  change: LayoutChange,
  base: readonly LayoutNode[],
  rules: PortletRules = permissivePortletRules,
): ApplyResult {
  const node = base.find((candidate) => candidate.id === change.nodeId);
  const own = personal.nodes[change.nodeId];
  const errors = findMistakes(change, node, own, rules);
  if (errors.length > 0) return { personal, errors };
  const next = nextNode(change, node, own);
  const { [change.nodeId]: _before, ...others } = personal.nodes;
  const nodes = next && Object.keys(next).length > 0 ? { ...others, [change.nodeId]: next } : others;
  return { personal: { nodes }, errors: [] };
}

function findMistakes(
  change: LayoutChange,
  node: LayoutNode | undefined,
  own: PersonalNode | undefined,
  rules: PortletRules,
): FieldError[] {
  const mistake = (member: string, detail: string): FieldError[] => [{ pointer: `/${member}`, detail }];
  const lockedBy = (lock: Lock) => node?.locks.includes(lock) ?? false;
  const portlet = node?.portlet ?? own?.added?.portlet;
  if (change.op === 'add') return addMistakes(change, node, own, rules);
  if (change.op === 'remove') {
    return node ? mistake('nodeId', 'the window belongs to the page; it can be hidden, not removed') : [];
  }
  if (portlet === undefined) return mistake('nodeId', `there is no window "${change.nodeId}" on this page`);
  if (change.op === 'place' && node && !isSamePlace(lockedPlace(node, change.place), change.place)) {
    return mistake(
      'place',
      `the page does not allow this window to be ${movedOrResized(node, change.place)}`,
    );
  }
  if (change.op === 'hide' && lockedBy('remove')) {
    return mistake('nodeId', 'the page does not allow this window to be removed');
  }
  if (change.op !== 'configure') return [];
  if (lockedBy('configure')) {
    return mistake('preferences', 'the page does not allow this window to be configured');
  }
  return rules
    .preferenceErrors(portlet, change.preferences)
    .map((error) => ({ ...error, pointer: `/preferences${error.pointer}` }));
}

function movedOrResized(node: LayoutNode, wanted: LayoutNode['place']): string {
  const isMoved = node.place.column !== wanted.column || node.place.row !== wanted.row;
  return isMoved && node.locks.includes('move') ? 'moved' : 'resized';
}

function addMistakes(
  change: Extract<LayoutChange, { op: 'add' }>,
  node: LayoutNode | undefined,
  own: PersonalNode | undefined,
  rules: PortletRules,
): FieldError[] {
  if (node || (own && own.added?.portlet !== change.portlet)) {
    return [{ pointer: '/nodeId', detail: `the id "${change.nodeId}" is taken` }];
  }
  // A portlet that the person may not use and one that does not exist read the same (architecture I6).
  if (rules.status(change.portlet) !== 'usable') {
    return [{ pointer: '/portlet', detail: `there is no portlet "${change.portlet}"` }];
  }
  return [];
}

function nextNode(
  change: LayoutChange,
  node: LayoutNode | undefined,
  own: PersonalNode = {},
): PersonalNode | undefined {
  switch (change.op) {
    case 'place': {
      const { place: _place, ...rest } = own;
      const place = fitColumns(change.place);
      return node && isSamePlace(node.place, place) ? rest : { ...rest, place };
    }
    case 'hide':
      return { ...own, isHidden: true };
    case 'show': {
      const { isHidden: _isHidden, ...rest } = own;
      return rest;
    }
    case 'minimize': {
      const { isMinimized: _isMinimized, ...rest } = own;
      return change.isMinimized ? { ...rest, isMinimized: true } : rest;
    }
    case 'rename': {
      const { title: _title, ...rest } = own;
      return change.title === null ? rest : { ...rest, title: change.title };
    }
    case 'configure':
      return { ...own, preferences: { ...own.preferences, ...change.preferences } };
    case 'add':
      return { ...own, added: { portlet: change.portlet }, place: fitColumns(change.place) };
    case 'remove':
      return undefined;
  }
}
