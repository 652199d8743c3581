export { connectFrame, type FrameContext } from './connect-frame.ts';
export { FrameError } from './frame-calls.ts';
export { frameProblem } from './frame-problem.ts';
export {
  type FrameHello,
  type FrameKept,
  type FrameMessage,
  type FrameMethod,
  type FrameProblem,
  type FrameResource,
  type FrameState,
  type FrameWelcome,
  frameMethods,
  frameProtocol,
  readFrameHello,
  readFrameMessage,
  type ShellMessage,
} from './frame-protocol.ts';
