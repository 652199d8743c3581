import type { FieldError } from '@yimen/problem';
import semver from 'semver';
import { checkValue, pointerStep } from '../../json-schema/check-value.ts';
import type { PreferenceMigration } from '../portlet-descriptor.ts';
import type { DescriptorRule } from './descriptor-rule.ts';

/** Whether a step renames a preference or changes its values. */
const touches = (step: PreferenceMigration, name: string) =>
  [step.rename, step.values, step.scale].some((part) => part !== undefined && Object.hasOwn(part, name));

/** Steps of preferences lead, in the order of versions up to this one, to preferences that are declared. */
export const migrationRules: DescriptorRule = ({ version, preferences = {}, preferenceMigrations = [] }) =>
  preferenceMigrations.flatMap((step, index) => {
    const pointer = `/preferenceMigrations/${index}`;
    const errors: FieldError[] = [];
    const previous = preferenceMigrations[index - 1]?.before;
    if (semver.valid(step.before) === null) {
      return [{ pointer: `${pointer}/before`, detail: 'is no semantic version' }];
    }
    if (semver.valid(version) !== null && semver.gt(step.before, version)) {
      errors.push({ pointer: `${pointer}/before`, detail: `is above the version ${version}` });
    }
    if (previous !== undefined && semver.valid(previous) !== null && !semver.gt(step.before, previous)) {
      errors.push({ pointer: `${pointer}/before`, detail: 'is not above the step before' });
    }
    const later = preferenceMigrations.slice(index + 1);
    const isKnown = (name: string) =>
      Object.hasOwn(preferences, name) || later.some((one) => touches(one, name));
    for (const [from, to] of Object.entries(step.rename ?? {})) {
      const at = `${pointer}/rename${pointerStep(from)}`;
      if (Object.hasOwn(preferences, from))
        errors.push({ pointer: at, detail: `"${from}" is still declared` });
      if (!isKnown(to)) errors.push({ pointer: at, detail: `there is no preference "${to}"` });
    }
    for (const part of ['values', 'scale'] as const) {
      for (const name of Object.keys(step[part] ?? {}).filter((one) => !isKnown(one))) {
        errors.push({ pointer: `${pointer}/${part}${pointerStep(name)}`, detail: 'is no preference' });
      }
    }
    for (const [name, pairs] of Object.entries(step.values ?? {})) {
      const schema = Object.hasOwn(preferences, name) ? preferences[name] : undefined;
      if (!schema || later.some((one) => touches(one, name)) || step.scale?.[name] !== undefined) continue;
      const target = schema.type === 'array' ? (schema.items ?? {}) : schema;
      for (const [at, { to }] of pairs.entries()) {
        if (checkValue(schema, to).length === 0) continue;
        const place = `${pointer}/values${pointerStep(name)}/${at}/to`;
        errors.push(...checkValue(target as typeof schema, to, { pointer: place }));
      }
    }
    return errors;
  });
