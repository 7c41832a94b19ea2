const hour = 3_600_000;

/** Hours from one time to another, ISO 8601. */
export function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / hour;
}

export function daysBetween(from: string, to: string): number {
  return hoursBetween(from, to) / 24;
}

/** A length of time for people: `36 hours`, `12 days`. */
export function inWords(hours: number): string {
  const [amount, unit] = Math.abs(hours) < 72 ? [hours, 'hour'] : [hours / 24, 'day'];
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
