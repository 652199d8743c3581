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

const isJson = (column: string): boolean => column.endsWith('_json');

/**
 * The column name is the codec, both ways: `is_*` is a boolean, `*_json` any JSON value, `*_at` a number of epoch
 * milliseconds (nothing to do: an integer in both engines). SQL NULL is null in every column.
 * Only what goes in is its work: PostgreSQL answers booleans and jsonb decoded already, and the statements of SQLite decode
 * their rows themselves.
 */
export class SuffixCodec implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    if (node.kind === 'InsertQueryNode') return encodeInsert(node);
    if (node.kind === 'UpdateQueryNode' && node.updates)
      return { ...node, updates: encodeUpdates(node.updates) };
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
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
