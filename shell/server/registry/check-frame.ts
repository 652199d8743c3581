import { frameOrigin, type PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { FieldError } from '@yimen/problem';
import type { PublishRelease } from '@yimen/shell-contract';

/** Whether a descriptor, trusted in nothing, is that of a page in a frame. */
export function isFrameDescriptor(descriptor: unknown): descriptor is Partial<PortletDescriptor> {
  return (
    typeof descriptor === 'object' && descriptor !== null && Reflect.get(descriptor, 'adapter') === 'frame'
  );
}

/**
 * What is different for a release of a frame: its entry is a page of its own, or a note beside a page at an origin that
 * the administrator has registered. It takes nothing from the shell.
 */
export function checkFrame(release: PublishRelease, frameOrigins: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  const { descriptor, build } = release;
  if (!isFrameDescriptor(descriptor)) return errors;
  const address: unknown = descriptor.frame?.address;
  if (typeof address === 'string') {
    const origin = frameOrigin(address);
    if (origin !== null && !frameOrigins.includes(origin)) {
      const detail = `the administrator of this portal has not registered ${origin} for frames`;
      errors.push({ pointer: '/body/descriptor/frame/address', detail });
    }
  } else if (!build.entry.endsWith('.html')) {
    errors.push({ pointer: '/body/build/entry', detail: 'an HTML page is expected' });
  }
  if (build.baseUrl !== undefined) {
    errors.push({ pointer: '/body/build/baseUrl', detail: 'files of a frame are served by the portal' });
  }
  if (Object.keys(build.needs).length > 0 || build.hasStyles) {
    errors.push({ pointer: '/body/build', detail: 'a page in a frame shares nothing with the portal' });
  }
  return errors;
}
