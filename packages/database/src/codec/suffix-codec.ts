import type { ValuesItemNode } from 'kysely';
import {
  type ColumnNode,
  ColumnUpdateNode as ColumnUpdate,
  type ColumnUpdateNode,
  type InsertQueryNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely';

type Decode = (value: unknown) => unknown;

const isJson = (column: string): boolean => column.endsWith('_json');

/**
 * The column name is the codec, both ways: `is_*` is a boolean, `*_json` any JSON value, `*_at` a number of epoch
 * milliseconds (nothing to do: an integer in both engines). SQL NULL is null in every column.
 * @param dialect PostgreSQL answers booleans and jsonb decoded already
 */
export class SuffixCodec implements KyselyPlugin {
  readonly #sqlite: boolean;

  constructor(dialect: 'sqlite' | 'postgres') {
    this.#sqlite = dialect === 'sqlite';
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind === 'InsertQueryNode') return encodeInsert(node);
    if (node.kind === 'UpdateQueryNode' && node.updates)
      return { ...node, updates: encodeUpdates(node.updates) };
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const first = result.rows[0];
    if (!this.#sqlite || first === undefined) return result;
    const decoders = Object.keys(first).flatMap((column): [string, Decode][] => {
      const decode = sqliteDecoder(column);
      return decode ? [[column, decode]] : [];
    });
    // Rows of node:sqlite have no prototype; a copy makes them the same objects that PostgreSQL gives.
    const rows = result.rows.map((row) => {
      const copy: UnknownRow = { ...row };
      for (const [column, decode] of decoders) copy[column] = decode(copy[column]);
      return copy;
    });
    return { ...result, rows };
  }
}

function sqliteDecoder(column: string): Decode | undefined {
  if (column.startsWith('is_')) return (value) => (typeof value === 'number' ? value !== 0 : value);
  if (isJson(column)) return (value) => (typeof value === 'string' ? JSON.parse(value) : value);
  return undefined;
}

function encodeInsert(node: InsertQueryNode): RootOperationNode {
  const isJsonAt = node.columns?.map((column) => isJson(column.column.name)) ?? [];
  const updates = node.onConflict?.updates;
  let encoded = node;
  if (isJsonAt.includes(true) && node.values && ValuesNode.is(node.values)) {
    encoded = {
      ...encoded,
      values: ValuesNode.create(node.values.values.map((row) => encodeRow(row, isJsonAt))),
    };
  }
  if (updates && encoded.onConflict) {
    encoded = { ...encoded, onConflict: { ...encoded.onConflict, updates: encodeUpdates(updates) } };
  }
  return encoded;
}

function encodeRow(row: ValuesItemNode, isJsonAt: boolean[]): ValuesItemNode {
  if (ValueListNode.is(row)) {
    return ValueListNode.create(row.values.map((node, index) => (isJsonAt[index] ? encodeNode(node) : node)));
  }
  return { ...row, values: row.values.map((value, index) => (isJsonAt[index] ? encodeJson(value) : value)) };
}

function encodeUpdates(updates: readonly ColumnUpdateNode[]): ColumnUpdateNode[] {
  return updates.map((update) => {
    const name = columnName(update.column);
    return name !== undefined && isJson(name)
      ? ColumnUpdate.create(update.column, encodeNode(update.value))
      : update;
  });
}

function columnName(node: OperationNode): string | undefined {
  if (node.kind === 'ColumnNode') return (node as ColumnNode).column.name;
  if (node.kind === 'ReferenceNode')
    return columnName((node as OperationNode & { column: OperationNode }).column);
  return undefined;
}

function encodeNode(node: OperationNode): OperationNode {
  return ValueNode.is(node) ? ({ ...node, value: encodeJson(node.value) } as ValueNode) : node;
}

function encodeJson(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  return JSON.stringify(value);
}
