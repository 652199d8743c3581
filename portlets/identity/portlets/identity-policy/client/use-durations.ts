import { useMessages } from '@yimen/portlet-sdk';
import { policyMessages } from './policy-messages.ts';

/** Writes seconds in the largest unit that fits: 900 is 15 分钟, 43,200 is 12 小时. */
export function useDurations(): (seconds: number) => string {
  const text = useMessages(policyMessages);
  return (seconds) => {
    if (seconds % 3600 === 0) return text.hours(String(seconds / 3600));
    return seconds % 60 === 0 ? text.minutes(String(seconds / 60)) : text.seconds(String(seconds));
  };
}
