import { useMessages } from '@yimen/portlet-sdk';
import type { PolicyProfile } from '../../../contract/policy.ts';
import { policyMessages } from './policy-messages.ts';
import { useDurations } from './use-durations.ts';

/** Each rule of a profile in words, in the order of the table. */
export function useProfileRules(): (profile: PolicyProfile) => readonly (readonly [string, string])[] {
  const text = useMessages(policyMessages);
  const duration = useDurations();
  return ({ password, lockout, activationHours, idleMinutes }) => {
    const { firstWaitSeconds, longestWaitSeconds, failures } = lockout.perPlace;
    const wait =
      firstWaitSeconds === longestWaitSeconds
        ? duration(firstWaitSeconds)
        : text.growing(duration(firstWaitSeconds), duration(longestWaitSeconds));
    const { perAccount } = lockout;
    return [
      [text.minimumLength, text.characters(String(password.minimumLength))],
      [text.withFactor, text.characters(String(password.minimumLengthWithSecondFactor))],
      [text.classes, password.classes === 0 ? text.noRule : text.ofFour(String(password.classes))],
      [text.age, password.maximumAgeDays === null ? text.never : text.days(String(password.maximumAgeDays))],
      [text.history, password.history === 0 ? text.noRule : text.passwords(String(password.history))],
      [text.activation, text.hours(String(activationHours))],
      [text.failures, text.times(String(failures))],
      [text.wait, wait],
      [text.window, duration(lockout.windowSeconds)],
      [text.account, text.throttled(String(perAccount.failures), duration(perAccount.secondsBetween))],
      [text.idle, duration(idleMinutes * 60)],
    ];
  };
}
