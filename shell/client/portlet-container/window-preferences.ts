import type {
  JsonValue,
  Locale,
  Observable,
  PortletDescriptor,
  PortletPreferences,
} from '@yimen/portlet-sdk';
import { checkValue, preferenceDefaults, validatePreferences } from '@yimen/portlet-sdk/descriptor';
import { problem } from '@yimen/problem';
import type { ContainedWindow } from './container-ports.ts';
import { derivedValue, isSameJson } from './observable.ts';

type Values = Readonly<Record<string, JsonValue>>;

/** Preferences of one window: complete and valid, saved all or none (Portlet Specification 3.0, PLT.18). */
export function windowPreferences(
  descriptor: PortletDescriptor,
  window: Observable<ContainedWindow>,
  locale: Observable<Locale>,
  save: (changes: Values) => Promise<void>,
): PortletPreferences {
  const values = derivedValue(
    [window],
    ({ preferences }) => completePreferences(descriptor, preferences),
    isSameJson,
  );
  return {
    get: values.get,
    subscribe: values.subscribe,
    get readOnly() {
      return readOnlyNames(descriptor, window.get());
    },
    async save(changes) {
      const errors = validatePreferences(descriptor, changes, {
        readOnly: readOnlyNames(descriptor, window.get()),
        locale: locale.get(),
      });
      if (errors.length > 0) throw problem('invalid-input', { errors });
      await save(changes);
    },
  };
}

/** The stored values over the descriptor's defaults; a stored value that no longer fits gives way to the default. */
export function completePreferences(descriptor: PortletDescriptor, stored: Values): Values {
  const values: Record<string, JsonValue> = preferenceDefaults(descriptor);
  for (const [name, schema] of Object.entries(descriptor.preferences ?? {})) {
    const value = stored[name];
    if (value !== undefined && checkValue(schema, value).length === 0) values[name] = value;
  }
  return values;
}

/** Names of the preferences that this person cannot change in this window. */
export function readOnlyNames(descriptor: PortletDescriptor, window: ContainedWindow): readonly string[] {
  const declared = Object.entries(descriptor.preferences ?? {})
    .filter(([, schema]) => schema.readOnly === true)
    .map(([name]) => name);
  return [...new Set([...declared, ...window.readOnlyPreferences])];
}
