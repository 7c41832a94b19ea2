import { existsSync, readFileSync } from 'node:fs';
import { exchange } from '../../core/http-exchange.ts';

/**
 * Which image this is, for the log: the package of the CloudHSM CLI in it, as install-cli.sh has noted it, and the image's own digest,
 * as Fargate tells a container.
 */
export async function describeImage(variables: NodeJS.ProcessEnv): Promise<string> {
  const { CLOUDHSM_CLI_PACKAGE: note, ECS_CONTAINER_METADATA_URI_V4: metadata } = variables;
  return `image ${metadata ? await digestAt(metadata) : 'unknown'}, package ${note && existsSync(note) ? readFileSync(note, 'utf8').trim() : 'unknown'}`;
}

async function digestAt(metadata: string): Promise<string> {
  try {
    const { text } = await exchange(metadata, { signal: AbortSignal.timeout(5000) });
    const { Image, ImageID } = JSON.parse(text) as Record<string, string>;
    return `${Image}@${ImageID}`;
  } catch (error) {
    return `unknown (${(error as Error).message})`;
  }
}
