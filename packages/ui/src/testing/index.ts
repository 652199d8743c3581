export { standInForLayout } from './stand-in-for-layout.ts';
