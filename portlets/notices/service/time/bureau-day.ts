const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day in the bureau's time zone, `YYYY-MM-DD`, wherever the server stands. */
export function bureauDay(now: number): string {
  return format.format(now);
}
