/**
 * A setting that the template gives a function.
 *
 * @throws Error where the template does not give it
 */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`the environment variable ${name} is missing; the template sets it`);
  return value;
}
