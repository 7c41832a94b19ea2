/** As an environment file takes it. */
const environmentName = /^[a-z][a-z0-9-]{1,30}$/;

/**
 * What an execution is called: by its environment, where that has a name that one can have. The workflow refuses any other in words.
 *
 * @param unique what tells it from others of the environment
 */
export function executionName(environment: string, intent: string, unique: string): string {
  return `${environmentName.test(environment) ? environment : intent}-${unique}`;
}
