import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import {
  audienceUriSchema,
  createPageSchema,
  layoutNodesSchema,
  notificationSchema,
  publishReleaseSchema,
  saveChangesSchema,
  saveServiceSchema,
  updatePageSchema,
} from '../src/schemas/index.ts';

const place = { column: 0, row: 0, columns: 6, rows: 4 };
const title = { 'zh-CN': '首页', 'en-US': 'Home' };

/** Paths of the mistakes that a schema finds. */
function mistakes(schema: ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map((issue) => issue.path.join('/')) ?? [];
}

describe('saveChangesSchema', () => {
  it('takes every act', () => {
    const changes = [
      { op: 'place', nodeId: 'a', place },
      { op: 'hide', nodeId: 'a' },
      { op: 'show', nodeId: 'a' },
      { op: 'minimize', nodeId: 'a', isMinimized: true },
      { op: 'rename', nodeId: 'a', title: null },
      { op: 'configure', nodeId: 'a', preferences: { size: 5, list: ['x', { y: null }] } },
      { op: 'add', nodeId: '0b6f3c1e-7d9a-4f53-9f0e-3f1f8a2b4c5d', portlet: 'todo', place },
      { op: 'remove', nodeId: 'a' },
    ];
    expect(saveChangesSchema.parse({ changes, version: 3 }).changes).toEqual(changes);
  });

  it('names every mistake', () => {
    const bad = {
      changes: [
        { op: 'place', nodeId: 'a', place: { ...place, column: 8 } },
        { op: 'explode', nodeId: 'a' },
        { op: 'rename', nodeId: '../a', title: '' },
        { op: 'hide', nodeId: 'a', secret: 1 },
      ],
    };
    expect(mistakes(saveChangesSchema, bad)).toEqual([
      'changes/0/place/columns',
      'changes/1/op',
      'changes/2/nodeId',
      'changes/2/title',
      'changes/3',
    ]);
    expect(mistakes(saveChangesSchema, { changes: [] })).toEqual(['changes']);
  });
});

describe('administration schemas', () => {
  it('refuses a layout that uses an id twice', () => {
    const node = { id: 'a', portlet: 'todo', place, preferences: {}, locks: [] };
    expect(mistakes(layoutNodesSchema, [node, { ...node, portlet: 'notices' }])).toEqual(['1/id']);
  });

  it('fills in what a new page need not say, and refuses an empty update', () => {
    expect(createPageSchema.parse({ slug: 'home', title })).toMatchObject({
      parentId: null,
      order: 0,
      homePriority: null,
      audience: { units: [], posts: [], roles: [] },
    });
    expect(mistakes(createPageSchema, { slug: 'Home/..', title: { 'zh-CN': '' } })).toEqual([
      'slug',
      'title/zh-CN',
      'title/en-US',
    ]);
    expect(mistakes(updatePageSchema, {})).toEqual(['']);
  });

  it('takes services by http and https only, without credentials', () => {
    const name = { 'zh-CN': '待办', 'en-US': 'To-do' };
    const tryUrl = (baseUrl: string) => mistakes(saveServiceSchema, { name, baseUrl });
    expect(tryUrl('http://localhost:4201')).toEqual([]);
    expect(tryUrl('https://todo.bureau.test/base')).toEqual([]);
    for (const bad of ['file:///etc/passwd', 'http://u:p@host/', 'http://host/?x=1', 'todo']) {
      expect({ bad, found: tryUrl(bad) }).toEqual({ bad, found: ['baseUrl'] });
    }
    expect(audienceUriSchema.safeParse('urn:yimen:service:todo').success).toBe(true);
    expect(audienceUriSchema.safeParse('todo').success).toBe(false);
  });
});

describe('other requests', () => {
  it('checks the shape of a publish and of a notification', () => {
    expect(mistakes(publishReleaseSchema, { descriptor: 1, build: {}, files: [] })).toEqual([
      'build/entry',
      'build/needs',
      'build/hasStyles',
      'files',
    ]);
    expect(mistakes(notificationSchema, { topic: 'Todo changed' })).toEqual(['topic']);
    expect(mistakes(notificationSchema, { topic: 'todo.changed', roles: ['payment-reviewer'] })).toEqual([]);
  });
});
