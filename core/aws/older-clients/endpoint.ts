/** The older clients do not read AWS_ENDPOINT_URL: without this they would ask the real service. */
export function endpoint(): { endpoint?: string } {
  return process.env.AWS_ENDPOINT_URL ? { endpoint: process.env.AWS_ENDPOINT_URL } : {};
}
