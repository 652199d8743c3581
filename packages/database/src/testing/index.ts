export { restoreElsewhere } from './postgres-source.ts';
export { type TestDatabase, testDatabases } from './test-databases.ts';
