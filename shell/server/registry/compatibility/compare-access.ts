import type { ReleaseFinding } from '@yimen/portlet-sdk/release';
import { type Compare, type Comparison, finding } from './comparison.ts';

/** Who may use it, and which service it reads from. */
export const compareAccess: Compare = (comparison) => [...roles(comparison), ...service(comparison)];

function roles(comparison: Comparison): ReleaseFinding[] {
  const { roles: before } = comparison.before;
  const { roles: after } = comparison.after;
  const { pages } = comparison.use;
  // On no page and with nobody it is nobody's yet.
  const severity = pages.length > 0 ? 'breaks' : 'warns';
  if (after === undefined) {
    if (before === undefined) return [];
    return [finding(comparison, { severity: 'info', kind: 'roles-lifted' })];
  }
  if (before === undefined) {
    const parameters = { roles: after.join(', ') };
    return [finding(comparison, { severity, kind: 'roles-required', parameters, pages })];
  }
  const lost = before.filter((role) => !after.includes(role));
  const won = after.filter((role) => !before.includes(role));
  return [
    ...(lost.length > 0
      ? [
          finding(comparison, {
            ...{ severity, kind: 'roles-narrowed', parameters: { roles: lost.join(', ') }, pages },
          }),
        ]
      : []),
    ...(won.length > 0
      ? [
          finding(comparison, {
            severity: 'info',
            kind: 'roles-widened',
            parameters: { roles: won.join(', ') },
          }),
        ]
      : []),
  ];
}

function service(comparison: Comparison): ReleaseFinding[] {
  const { before, after, services, use } = comparison;
  const { pages } = use;
  const is = after.service;
  const was = before.service;
  if (is === undefined) return [];
  if (is.audience === was?.audience) {
    const added = is.scopes.filter((scope) => !was.scopes.includes(scope));
    if (added.length === 0) return [];
    const parameters = { scopes: added.join(', ') };
    return [finding(comparison, { severity: 'info', kind: 'scopes-added', parameters })];
  }
  const parameters = { before: was?.audience ?? '—', after: is.audience };
  return services.has(is.audience)
    ? [finding(comparison, { severity: 'warns', kind: 'service-changed', parameters, pages })]
    : [
        finding(comparison, {
          severity: pages.length > 0 ? 'breaks' : 'warns',
          kind: 'service-unregistered',
          parameters,
          pages,
        }),
      ];
}
