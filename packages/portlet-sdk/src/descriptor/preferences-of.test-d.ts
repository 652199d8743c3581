import type { PreferencesOf } from './preferences-of.ts';

const descriptor = {
  name: 'typed',
  preferences: {
    rows: { type: 'integer', default: 5 },
    unit: { type: 'string', default: 'yuan' },
    isOpen: { type: 'boolean', default: true },
    codes: { type: 'array', default: ['a'] },
  },
};

// Compiled by the type check, never run.
export function checks(preferences: PreferencesOf<typeof descriptor>): void {
  preferences.rows satisfies number;
  preferences.unit satisfies string;
  preferences.isOpen satisfies boolean;
  preferences.codes satisfies readonly string[];
  // @ts-expect-error a preference that is not declared
  preferences.colour;
  // @ts-expect-error a number is no text
  preferences.rows satisfies string;
}
