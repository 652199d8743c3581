export { type TestIssuer, type TestTokenOptions, testIssuer } from './test-issuer.ts';
