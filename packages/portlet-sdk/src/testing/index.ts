export { createTestContext, type TestContext, type TestContextOptions } from './create-test-context.ts';
export { checkTape, type EventTape, type TapedEvent, tapeDifferences } from './event-tape.ts';
export { type OpenedFramePage, openFramePage } from './open-frame-page.ts';
export { type RenderedPortlet, renderPortlet } from './render-portlet.ts';
export { sampleDescriptor } from './sample-descriptor.ts';
export type { ActionAnswer, ResourceAnswer, ResourceReading, SentRequest } from './test-resources.ts';
export type { PublishedEvent, ShownNotice, Visit } from './window-parts.ts';
