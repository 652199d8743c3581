export { sampleDescriptor } from './sample-descriptor.ts';
