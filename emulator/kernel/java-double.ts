/** A double as the services' Java writes it, by which languages that know both tell it from a long: `30.0`. */
export function javaDouble(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
