import { expect, onTestFinished } from 'vitest';
import type { Cluster } from '../../emulator/services/cloudhsmv2/cluster.ts';
import type { Deployment, Run } from './deployment.ts';
import type { EnvironmentFile } from './environment-file.ts';

/** An environment that was provisioned. */
export interface Standing<File extends EnvironmentFile = EnvironmentFile> {
  file: File;
  /** The run that has made it. */
  made: Run;
  cluster: Cluster;
}

/** Brings up an environment. */
export async function provisioned<File extends EnvironmentFile>(deployment: Deployment, file: File): Promise<Standing<File>> {
  const made = await deployment.run(file);
  expect(made, made.message).toMatchObject({ status: 'SUCCEEDED' });
  return { file, made, cluster: deployment.home.cloudhsmv2.cluster(made.output.cluster.id)! };
}

/** An environment for the tests of a file that only look at it, or ask of it what is refused: whichever comes first makes it. */
export function standing<File extends EnvironmentFile>(deployment: () => Deployment, file: File): () => Promise<Standing<File>> {
  let one: Promise<Standing<File>> | undefined;
  return () => {
    one ??= provisioned(deployment(), file);
    return one;
  };
}

/**
 * Environments of one shape, each for a test at a time. A test that leaves its own as the file says hands it on, once it has passed; where
 * none is free, another is made. So no test depends on one before it: it may get a new one, or one that had something done to it and stands whole.
 */
export class HandedOn<File extends EnvironmentFile> {
  readonly #deployment: () => Deployment;
  readonly #named: (name: string) => File;
  readonly #free: Standing<File>[] = [];
  #made = 0;

  /** @param named the file for a name, each of which is asked for once */
  constructor(deployment: () => Deployment, named: (name: string) => File) {
    this.#deployment = deployment;
    this.#named = named;
  }

  /** For a test that leaves it whole. */
  async lent(): Promise<Standing<File>> {
    const one = await this.kept();
    onTestFinished(({ task }) => {
      if (task.result?.state === 'pass') this.#free.push(one);
    });
    return one;
  }

  /** For a test that does not: nobody gets it after that. */
  async kept(): Promise<Standing<File>> {
    return this.#free.pop() ?? (await provisioned(this.#deployment(), this.#named(`environment-${++this.#made}`)));
  }
}
