import { pathToFileURL } from 'node:url';
import type { Call } from '../../../service/service.ts';
import { configurationOf } from '../configuration.ts';
import { functionNamed } from '../function-name.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html; the code's location is the folder on this machine. */
export function getFunction({ FunctionName, Qualifier }: { FunctionName: string; Qualifier?: string }, { world }: Call): unknown {
  const fn = functionNamed(world, FunctionName, Qualifier);
  return { Configuration: configurationOf(fn), Code: { RepositoryType: 'S3', Location: pathToFileURL(fn.root).href } };
}
