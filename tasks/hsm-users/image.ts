/**
 * Which image this is, for the log: the package of the CloudHSM CLI that was built into it, and its own digest as Fargate tells a
 * container.
 */
export async function describeImage(variables: NodeJS.ProcessEnv): Promise<string> {
  const { CLOUDHSM_CLI_SHA256: sha256 = 'unknown', ECS_CONTAINER_METADATA_URI_V4: metadata } = variables;
  const digest = metadata ? await digestAt(metadata) : 'unknown';
  return `image ${digest}, package sha256 ${sha256}`;
}

async function digestAt(metadata: string): Promise<string> {
  try {
    const { Image, ImageID } = (await (await fetch(metadata, { signal: AbortSignal.timeout(5000) })).json()) as Record<string, string>;
    return `${Image}@${ImageID}`;
  } catch (error) {
    return `unknown (${(error as Error).message})`;
  }
}
