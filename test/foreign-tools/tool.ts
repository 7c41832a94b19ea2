import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/** What some tests need of a machine and the project does not bring along. */
export interface Tool {
  name: string;
  /** How Debian gets it. */
  install: string;
  /** Whether this machine has it and it can be started. */
  found(): boolean;
}

/** A tool that is found by a command that ends well. */
export function tool(name: string, debianPackage: string, ...command: [string, ...string[]]): Tool {
  let found: boolean | undefined;
  return {
    name,
    install: `apt-get install ${debianPackage}`,
    found: () => {
      const [program, ...parameters] = command;
      found ??= spawnSync(program, parameters, { stdio: 'ignore' }).status === 0;
      return found;
    },
  };
}

/**
 * Leaves a test out where a tool is missing, and says which. Where NO_TEST_LEFT_OUT is set, as .ci/run sets it, nothing is left out: CI
 * itself is set by whatever runs somewhere without a person, and on machines without these tools.
 *
 * @throws Error where NO_TEST_LEFT_OUT is set and a tool is missing
 */
export function needs({ skip }: Pick<TestContext, 'skip'>, ...tools: Tool[]): void {
  const missing = tools.find((one) => !one.found());
  if (!missing) return;
  const why = `${missing.name} is missing (${missing.install})`;
  if (process.env.NO_TEST_LEFT_OUT) throw new Error(`${why}, and where NO_TEST_LEFT_OUT is set no test is left out`);
  skip(why);
}
