import type { FieldError } from '@yimen/problem';
import { frameOrigin } from '../frame-address.ts';
import type { DescriptorRule } from './descriptor-rule.ts';

/** What is only for frames, and where a frame may lead. */
export const adapterRules: DescriptorRule = ({ adapter = 'react', frame }, { modesWithCode = [] }) => {
  const errors: FieldError[] = [];
  if (frame && adapter !== 'frame') {
    errors.push({ pointer: '/frame', detail: 'is for the adapter "frame" only' });
  }
  if (frame && frameOrigin(frame.address) === null) {
    errors.push({
      pointer: '/frame/address',
      detail: 'must be an address of https (of http on this machine) without name and password',
    });
  }
  if (adapter === 'frame' && modesWithCode.length > 0) {
    errors.push({ pointer: '/adapter', detail: '"frame" shows a page, and has no code in the portal' });
  }
  return errors;
};
