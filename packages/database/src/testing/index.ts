export { type TestDatabase, testDatabases } from './test-databases.ts';
