import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { checkValue } from '@yimen/portlet-sdk/descriptor';
import type { HostUser } from '../host/host-contract.ts';
import { emptied } from './emptied.ts';
import { sampleOf } from './sample-of.ts';

/** `portlet.tck.json`: what the team gives the kit to test with. */
export type SampleFile = {
  /** What the service answers, by resource. */
  readonly answers?: Readonly<Record<string, JsonValue>>;
  /** What it answers when there is nothing; without it `answers` with every list empty. */
  readonly empty?: Readonly<Record<string, JsonValue>>;
  /** Payloads of consumed events, where the schema has no obvious example. */
  readonly events?: Readonly<Record<string, JsonValue>>;
  /** Values of render parameters, where the schema has no obvious example. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly preferences?: Readonly<Record<string, JsonValue>>;
  readonly user?: Partial<HostUser>;
};

/** Sample data of a portlet, complete. */
export type Samples = {
  readonly answers: Readonly<Record<string, JsonValue>>;
  readonly empty: Readonly<Record<string, JsonValue>>;
  readonly events: Readonly<Record<string, JsonValue | undefined>>;
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly preferences: Readonly<Record<string, JsonValue>>;
  readonly user: HostUser;
};

/** File of a portlet project with sample data for the kit. */
export const sampleFile = 'portlet.tck.json';

const keys = ['answers', 'empty', 'events', 'parameters', 'preferences', 'user'];

/**
 * Reads `portlet.tck.json`, which may be missing.
 *
 * @param folder the portlet project
 * @returns its content
 * @throws TypeError when it is no JSON object or has a member that the kit does not know
 */
export function readSampleFile(folder: string): SampleFile {
  const file = join(folder, sampleFile);
  if (!existsSync(file)) return {};
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${sampleFile} is no JSON object`);
  }
  const unknown = Object.keys(value).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw new TypeError(`${sampleFile} has unknown members: ${unknown.join(', ')}`);
  return value;
}

/**
 * Completes sample data: what the team did not give is made of the schemas.
 *
 * @param descriptor the portlet
 * @param file what the team gave
 * @returns answers, events and parameters; `undefined` where the schema has no obvious example
 * @throws TypeError for a resource that is not declared, or an event or parameter that does not fit its schema
 */
export function completeSamples(descriptor: PortletDescriptor, file: SampleFile): Samples {
  const resources = descriptor.resources ?? {};
  for (const name of Object.keys({ ...file.answers, ...file.empty })) {
    if (!resources[name]) throw new TypeError(`${sampleFile}: "${name}" is no resource of the descriptor`);
  }
  const given = <T extends JsonValue>(kind: string, name: string, schema: object, value: T | undefined) => {
    const sample = value ?? (sampleOf(schema) as T | undefined);
    if (value === undefined) return sample;
    const [mistake] = checkValue(schema as Parameters<typeof checkValue>[0], value);
    if (mistake) throw new TypeError(`${sampleFile}: ${kind} "${name}" ${mistake.pointer} ${mistake.detail}`);
    return value;
  };
  const parameters = [...(descriptor.renderParameters ?? []), ...(descriptor.publicRenderParameters ?? [])];
  const emptyOf = (name: string, answer: JsonValue) => file.empty?.[name] ?? emptied(answer);
  const answers = file.answers ?? {};
  return {
    answers,
    empty: {
      ...file.empty,
      ...Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, emptyOf(name, value)])),
    },
    events: Object.fromEntries(
      (descriptor.events?.consumes ?? []).map(({ name, schema }) => [
        name,
        given('event', name, schema, file.events?.[name]),
      ]),
    ),
    parameters: Object.fromEntries(
      parameters.map(({ name, schema }) => [
        name,
        given('parameter', name, schema ?? { type: 'string' }, file.parameters?.[name]),
      ]),
    ),
    preferences: file.preferences ?? {},
    user: { ...person, roles: descriptor.roles ?? person.roles, ...file.user },
  };
}

const person: HostUser = {
  sub: 'wangfang',
  name: '王芳',
  username: 'wangfang',
  roles: ['staff'],
  unit: { id: 'payment-centre', name: { 'zh-CN': '国库支付中心', 'en-US': 'Treasury Payment Centre' } },
  post: { id: 'payment-reviewer', name: { 'zh-CN': '支付审核岗', 'en-US': 'Payment reviewer' } },
};
