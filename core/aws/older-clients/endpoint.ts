/**
 * The older clients do not read AWS_ENDPOINT_URL: without this they would ask the real service. It is read for each request, since
 * clients outlive an invocation and a local AWS may run the next one for another endpoint.
 */
export function endpoint(): { endpoint?: () => Promise<{ url: URL }> } {
  return process.env.AWS_ENDPOINT_URL ? { endpoint: async () => ({ url: new URL(process.env.AWS_ENDPOINT_URL!) }) } : {};
}
