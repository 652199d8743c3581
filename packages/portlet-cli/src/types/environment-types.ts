import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { Mistake } from '../vite/portlet-mistakes.ts';
import { type PortletLock, readLock } from './portlet-lock.ts';
import { schemaType } from './schema-type.ts';

/** Where the types are, in the project. */
export const typesFile = 'client/yimen-env.d.ts';

type Sides = { readonly own: JsonSchema; readonly others: readonly { from: string; schema: JsonSchema }[] };

/**
 * Types of a portlet's events and render parameters, from its descriptor and the pinned contracts of others. What it
 * hears has the type of what others send; what it publishes has to fit what others take.
 *
 * @param descriptor the portlet's own
 * @param lock the contracts of other portlets
 * @returns source of a declaration file; the same inputs give the same text
 */
export function environmentTypes(descriptor: PortletDescriptor, lock: PortletLock): string {
  const others = Object.entries(lock.portlets).sort(([a], [b]) => (a < b ? -1 : 1));
  const from = (name: string) => `${name} ${lock.portlets[name]?.version ?? ''}`;
  const sidesOf = (own: 'publishes' | 'consumes', theirs: 'publishes' | 'consumes') =>
    (descriptor.events?.[own] ?? []).map(({ name, schema }): [string, Sides] => [
      name,
      {
        own: schema,
        others: others.flatMap(([portlet, { events }]) =>
          events[theirs]
            .filter((event) => event.name === name)
            .map((event) => ({ from: from(portlet), schema: event.schema })),
        ),
      },
    ]);
  const heard = sidesOf('consumes', 'publishes').map(([name, { own, others: senders }]) =>
    member(
      name,
      senders,
      senders.length > 0 ? senders.map(({ schema }) => schemaType(schema)) : [schemaType(own)],
      ' | ',
    ),
  );
  const sent = sidesOf('publishes', 'consumes').map(([name, { own, others: takers }]) =>
    member(name, takers, [own, ...takers.map(({ schema }) => schema)].map(schemaType), ' & '),
  );
  const shared = (descriptor.publicRenderParameters ?? []).map(({ name, schema = {} }) => {
    const same = others.flatMap(([portlet, { publicRenderParameters }]) =>
      publicRenderParameters
        .filter((parameter) => parameter.name === name)
        .map((parameter) => ({ from: from(portlet), schema: parameter.schema ?? {} })),
    );
    return member(name, same, [schema, ...same.map((one) => one.schema)].map(textType), ' & ');
  });
  const own = (descriptor.renderParameters ?? []).map(({ name, schema = {} }) =>
    member(name, [], [textType(schema)], ' & '),
  );
  return `${[
    '// Written by "yimen types" from portlet.json and yimen.lock.json; do not edit.',
    "import type { JsonValue } from '@yimen/portlet-sdk';",
    '',
    "declare module '@yimen/portlet-sdk/declared' {",
    ...declaration('ConsumedEvents', heard),
    ...declaration('PublishedEvents', sent),
    ...declaration('DeclaredParameters', [...shared, ...own]),
    '}',
    '',
    'export type { JsonValue };',
  ].join('\n')}\n`;
}

function member(
  name: string,
  others: readonly { from: string }[],
  types: readonly string[],
  joint: ' | ' | ' & ',
): string[] {
  const unique = [...new Set(types)];
  const parts = unique.length > 1 ? unique.map((type) => `(${type})`) : unique;
  const where = others.map((other) => other.from).join(', ');
  return [
    ...(where === '' ? [] : [`    /** ${where} */`]),
    `    ${JSON.stringify(name)}: ${parts.join(joint)};`,
  ];
}

// Values stand in an address: they are texts, whatever else the schema says.
const textType = (schema: JsonSchema) =>
  schema.enum !== undefined || schema.const !== undefined ? schemaType(schema) : 'string';

function declaration(name: string, members: readonly string[][]): string[] {
  return members.length === 0 ? [] : [`  interface ${name} {`, ...members.flat(), '  }'];
}

/**
 * Whether the types of a project are those of its descriptor and lock file; asks nobody.
 *
 * @param folder the portlet project
 * @param descriptor its descriptor
 * @returns the mistake that they are not, or nothing; nothing for a project without a lock file
 */
export function typesMistakes(folder: string, descriptor: PortletDescriptor): Mistake[] {
  const lock = readLock(folder);
  if (!lock) return [];
  const path = join(folder, typesFile);
  const isFresh = existsSync(path) && readFileSync(path, 'utf8') === environmentTypes(descriptor, lock);
  return isFresh
    ? []
    : [{ file: typesFile, detail: 'does not follow portlet.json and yimen.lock.json; run "yimen types"' }];
}
