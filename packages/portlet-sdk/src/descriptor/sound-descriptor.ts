import type { FieldError } from '@yimen/problem';
import type { PortletDescriptor } from './portlet-descriptor.ts';

type Members = Record<string, unknown>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stands in for a part that is missing or broken; no rule finds anything in it. */
const neutral: Readonly<Members> = {
  name: '',
  version: '0.0.0',
  sdk: '*',
  modes: ['view'],
  windowStates: ['normal'],
  size: { columns: 1, rows: 1 },
};

/** Replaces the entry below `list` that a pointer names; its name stays known to the other rules. */
function replaceEntry(list: unknown, key: string | undefined, neutralEntry: Members): boolean {
  if (key === undefined) return false;
  if (Array.isArray(list)) {
    const entry: unknown = list[Number(key)];
    const name = isObject(entry) && typeof entry.name === 'string' ? entry.name : `\0${key}`;
    list[Number(key)] = { ...neutralEntry, name };
    return true;
  }
  if (!isObject(list)) return false;
  list[key] = neutralEntry;
  return true;
}

function repair(whole: Members, [part = '', key, index]: string[]): void {
  const repaired = (() => {
    switch (part) {
      case 'preferences':
        return replaceEntry(whole.preferences, key, { type: 'boolean', default: false });
      case 'resources':
        return replaceEntry(whole.resources, key, { path: '/' });
      case 'publicRenderParameters':
      case 'renderParameters':
        return replaceEntry(whole[part], key, {});
      case 'events':
        return isObject(whole.events) && replaceEntry(whole.events[key ?? ''], index, { schema: {} });
      case 'service':
        whole.service = { audience: '', scopes: [] };
        return true;
      case 'modes':
      case 'windowStates':
        return key !== undefined;
      default:
        return false;
    }
  })();
  if (repaired) return;
  delete whole[part];
  if (part in neutral) whole[part] = structuredClone(neutral[part]);
}

/**
 * The part of a broken descriptor that the rules across fields can look at, so that one mistake does not hide others.
 *
 * @param value the parsed content of `portlet.json`, trusted in nothing
 * @param errors what is wrong with it by the schema
 * @returns a copy in which every broken part is replaced by one that breaks no rule
 */
export function soundDescriptor(value: unknown, errors: readonly FieldError[]): PortletDescriptor {
  const whole: Members = { ...structuredClone(neutral), ...(isObject(value) ? structuredClone(value) : {}) };
  for (const { pointer } of errors) {
    const steps = pointer.split('/').slice(1);
    repair(
      whole,
      steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
    );
  }
  // Everything that did not fit the schema is replaced by now.
  return whole as unknown as PortletDescriptor;
}
