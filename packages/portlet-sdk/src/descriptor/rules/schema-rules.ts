import type { FieldError } from '@yimen/problem';
import { checkValue, pointerStep } from '../../json-schema/check-value.ts';
import { patternMistake } from '../../json-schema/match-pattern.ts';
import type { JsonSchema, PreferenceSchema } from '../portlet-descriptor.ts';
import type { DescriptorRule } from './descriptor-rule.ts';

const limits = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
] as const;

/** Mistakes inside one schema and the schemas below it. */
function schemaMistakes(schema: JsonSchema, pointer: string): FieldError[] {
  const errors: FieldError[] = [];
  const detail = typeof schema.pattern === 'string' ? patternMistake(schema.pattern) : undefined;
  if (detail) errors.push({ pointer: `${pointer}/pattern`, detail });
  for (const [low, high] of limits) {
    if (Number(schema[low]) > Number(schema[high])) {
      errors.push({ pointer: `${pointer}/${low}`, detail: `is more than ${high}` });
    }
  }
  if (schema.items) errors.push(...schemaMistakes(schema.items as JsonSchema, `${pointer}/items`));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    errors.push(...schemaMistakes(property as JsonSchema, `${pointer}/properties${pointerStep(name)}`));
  }
  if (typeof schema.additionalProperties === 'object') {
    errors.push(
      ...schemaMistakes(schema.additionalProperties as JsonSchema, `${pointer}/additionalProperties`),
    );
  }
  return errors;
}

function preferenceMistakes(schema: PreferenceSchema, pointer: string): FieldError[] {
  const errors = schemaMistakes(schema, pointer);
  const hasBadPattern = errors.some((error) => error.pointer.endsWith('/pattern'));
  if (!hasBadPattern) errors.push(...checkValue(schema, schema.default, { pointer: `${pointer}/default` }));
  const values = Array.isArray(schema.enum) ? schema.enum : undefined;
  values?.forEach((value, index) => {
    errors.push(...checkValue({ type: schema.type }, value, { pointer: `${pointer}/enum/${index}` }));
  });
  const labels = schema['x-enum-labels'];
  if (labels && labels.length !== (values?.length ?? 0)) {
    errors.push({
      pointer: `${pointer}/x-enum-labels`,
      detail: `has ${labels.length} labels for ${values?.length ?? 0} values of "enum"`,
    });
  }
  return errors;
}

/** Schemas of preferences, render parameters and events make sense; defaults fit their own schema. */
export const schemaRules: DescriptorRule = (descriptor) => {
  const errors: FieldError[] = [];
  for (const [name, schema] of Object.entries(descriptor.preferences ?? {})) {
    errors.push(...preferenceMistakes(schema, `/preferences${pointerStep(name)}`));
  }
  for (const list of ['publicRenderParameters', 'renderParameters'] as const) {
    descriptor[list]?.forEach(({ schema }, index) => {
      if (!schema) return;
      const pointer = `/${list}/${index}/schema`;
      errors.push(...schemaMistakes(schema, pointer));
      if (schema.type !== undefined && schema.type !== 'string') {
        errors.push({ pointer: `${pointer}/type`, detail: 'must be "string": values stand in a URL' });
      }
    });
  }
  for (const list of ['publishes', 'consumes'] as const) {
    descriptor.events?.[list]?.forEach(({ schema }, index) => {
      errors.push(...schemaMistakes(schema, `/events/${list}/${index}/schema`));
    });
  }
  return errors;
};
