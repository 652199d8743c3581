import type { JsonSchema } from '@yimen/portlet-sdk/descriptor';

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The TypeScript type of values that fit a schema of the published subset (`$defs/valueSchema`), as far as a type can
 * say it: limits and patterns are left to the portal, which checks them at run time.
 *
 * @param schema a schema of an event or a render parameter
 * @returns source of a type; `JsonValue` stands for what the schema does not say
 */
export function schemaType(schema: JsonSchema): string {
  if (schema.const !== undefined) return literal(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(literal).join(' | ');
  const types = Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type];
  if (types.length === 0) return isSchema(schema.properties) ? objectType(schema) : 'JsonValue';
  return [...new Set(types.map((type) => typeOf(String(type), schema)))].join(' | ');
}

function typeOf(type: string, schema: JsonSchema): string {
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') {
    return `readonly (${isSchema(schema.items) ? schemaType(schema.items) : 'JsonValue'})[]`;
  }
  return type === 'object' ? objectType(schema) : type;
}

function objectType({ properties, required, additionalProperties }: JsonSchema): string {
  const always = Array.isArray(required) ? required.map(String) : [];
  const declared: Record<string, unknown> = isSchema(properties) ? properties : {};
  const names = [...new Set([...Object.keys(declared), ...always])];
  const members = names.map((name) => {
    const schema = declared[name];
    const optional = always.includes(name) ? '' : '?';
    return `readonly ${JSON.stringify(name)}${optional}: ${isSchema(schema) ? schemaType(schema) : 'JsonValue'}`;
  });
  if (members.length > 0) return `{ ${members.join('; ')} }`;
  const others = isSchema(additionalProperties) ? schemaType(additionalProperties) : 'JsonValue';
  return `{ readonly [name: string]: ${others} }`;
}

/** A JSON value as a type of its own. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `readonly [${value.map(literal).join(', ')}]`;
  if (!isSchema(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, one]) => `readonly ${JSON.stringify(name)}: ${literal(one)}`,
  );
  return `{ ${members.join('; ')} }`;
}
