import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../src/docs/serve-docs.ts';

type Schema = {
  readonly type?: string;
  readonly $ref?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
};
type DescriptorSchema = Schema & { readonly $defs: Readonly<Record<string, Schema>> };

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const definition = (ref: string) => ref.replace('#/$defs/', '');
const link = (ref: string) => `[${definition(ref)}](#${definition(ref).toLowerCase()})`;

function shape({ $ref, type, enum: values, items, additionalProperties }: Schema): string {
  if ($ref) return link($ref);
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(' ');
  if (type === 'array') return `array of ${items ? shape(items) : 'anything'}`;
  if (typeof additionalProperties === 'object') return `object, by name: ${shape(additionalProperties)}`;
  return type ?? 'any value';
}

function limits(schema: Schema): string {
  const { pattern, minimum, maximum, minLength, maxLength, maxItems } = schema;
  const found = [
    minimum !== undefined && `≥ ${minimum}`,
    maximum !== undefined && `≤ ${maximum}`,
    minLength !== undefined && `length ≥ ${minLength}`,
    maxLength !== undefined && `length ≤ ${maxLength}`,
    maxItems !== undefined && `at most ${maxItems}`,
    pattern !== undefined && `\`${pattern}\``,
  ];
  return found.filter(Boolean).join(', ');
}

function rows(schema: Schema, prefix = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const isNeeded = schema.required?.includes(name) ?? false;
    const [kind, bounds] = [shape(member), limits(member)].map(cell);
    const about = cell(member.description ?? '');
    return [
      `| \`${prefix}${name}\`${isNeeded ? ' (required)' : ''} | ${kind} | ${bounds} | ${about} |`,
      ...rows(member, `${prefix}${name}.`),
    ];
  });
}

const head = '| member | value | limits | |\n|---|---|---|---|';

/** The members of portlet.json as a page, made of portlet.schema.json. */
export function descriptorReference(): string {
  const file = join(repository, 'packages/portlet-sdk/portlet.schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as DescriptorSchema;
  const parts = Object.entries(schema.$defs).map(([name, part]) => {
    const table = part.properties ? `\n\n${head}\n${rows(part).join('\n')}` : '';
    const bounds = limits(part);
    const value = `${shape(part)}${bounds ? `, ${bounds}` : ''}.`;
    return `## ${name}\n\n${part.description ? `${part.description} ` : ''}Value: ${value}${table}`;
  });
  return `# Members of portlet.json

Made of [portlet.schema.json](../../packages/portlet-sdk/portlet.schema.json) by the tests; change that. Rules that a schema
cannot say are R1 to R10 of the [contract](../../packages/portlet-sdk/SPEC.md#descriptor).

${head}
${rows(schema).join('\n')}

${parts.join('\n\n')}
`;
}
