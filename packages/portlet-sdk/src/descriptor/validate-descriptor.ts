import type { FieldError } from '@yimen/problem';
import { checkValue } from '../json-schema/check-value.ts';
import { descriptorSchema } from './descriptor-schema.ts';
import { adapterRules } from './rules/adapter-rules.ts';
import type { DescriptorRule, RuleFacts } from './rules/descriptor-rule.ts';
import { migrationRules } from './rules/migration-rules.ts';
import { modeRules } from './rules/mode-rules.ts';
import { nameRules } from './rules/name-rules.ts';
import { resourceRules } from './rules/resource-rules.ts';
import { schemaRules } from './rules/schema-rules.ts';
import { versionRules } from './rules/version-rules.ts';
import { soundDescriptor } from './sound-descriptor.ts';

const rules: readonly DescriptorRule[] = [
  versionRules,
  modeRules,
  adapterRules,
  nameRules,
  resourceRules,
  schemaRules,
  migrationRules,
];

/** More levels than any descriptor has, fewer than any stack holds. */
const deepest = 64;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

/**
 * Checks a descriptor against `portlet.schema.json` and the rules across fields (SPEC, part "Descriptor").
 *
 * @param value the parsed content of `portlet.json`, trusted in nothing
 * @param facts the modes that the definition has code for, where the code is at hand (build)
 * @returns every mistake with a JSON pointer into the descriptor; the value is a PortletDescriptor when there is none
 */
export function validateDescriptor(value: unknown, facts: RuleFacts = {}): { errors: FieldError[] } {
  if (isDeeper(value, deepest)) return { errors: [{ pointer: '', detail: 'is nested too deeply' }] };
  const errors = checkValue(descriptorSchema, value);
  const sound = soundDescriptor(value, errors);
  for (const rule of rules) errors.push(...rule(sound, facts).filter((error) => isNew(error, errors)));
  return { errors };
}

function isNew(error: FieldError, errors: readonly FieldError[]): boolean {
  return !errors.some((known) => known.pointer === error.pointer && known.detail === error.detail);
}
