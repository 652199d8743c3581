import type { FieldError } from '@yimen/problem';
import type { DescriptorRule } from './descriptor-rule.ts';

/** Modes and window states that must be there, and what stands behind `edit` and `help`. */
export const modeRules: DescriptorRule = (descriptor, { modesWithCode }) => {
  const errors: FieldError[] = [];
  const say = (pointer: string, detail: string) => errors.push({ pointer, detail });
  const { modes, windowStates } = descriptor;
  // Portlet Specification 3.0, section 9: every portlet supports view; section 10: every portlet supports normal.
  if (!modes.includes('view')) say('/modes', 'must have "view"');
  if (!windowStates.includes('normal')) say('/windowStates', 'must have "normal"');
  const edits = Object.values(descriptor.preferences ?? {}).some((preference) => !preference.readOnly);
  if (modes.includes('edit') && !edits) {
    say('/modes', '"edit" needs at least one preference that a person may set');
  }
  if (modesWithCode === undefined) return errors;
  if (modes.includes('help') && !descriptor.help && !modesWithCode.includes('help')) {
    say('/modes', '"help" needs a help text or code for the mode');
  }
  if (!modesWithCode.includes('view')) say('/modes', '"view" has no code');
  for (const mode of modesWithCode) {
    if (!modes.some((declared) => declared === mode)) say('/modes', `"${mode}" has code but is not declared`);
  }
  return errors;
};
