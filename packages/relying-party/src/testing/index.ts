export { freePort } from './free-port.ts';
export { type RecordedRequest, type RecordingServer, recordingServer } from './recording-server.ts';
export { type SignedInPerson, type SignInProvider, signInProvider } from './sign-in-provider.ts';
export { type Answer, createTestBrowser, type TestBrowser } from './test-browser.ts';
