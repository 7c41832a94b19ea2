/** As CloudWatch writes times to people and events: `2026-01-05T09:00:00.000+0000`. */
export function withOffset(at: Date | number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}
