const aDay = 86_400_000;

/**
 * A moment in office hours in the bureau's time zone.
 * @param today `YYYY-MM-DD`
 * @param time `HH:MM`
 * @returns epoch milliseconds
 */
export function momentBefore(today: string, days: number, time: string): number {
  return Date.parse(`${today}T${time}:00+08:00`) - days * aDay;
}

/** The day that many days after `today` (before, when negative), `YYYY-MM-DD`. */
export function dayAfter(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * aDay).toISOString().slice(0, 10);
}
