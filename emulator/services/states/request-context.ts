import type { RequestContext } from '../../service/request-context.ts';
import { partsOf } from './qualified-arn.ts';

/** The members of requests that name a machine, a version or an alias. */
interface Input {
  stateMachineArn?: string;
  stateMachineVersionArn?: string;
  stateMachineAliasArn?: string;
  /** With it, `name` is that of an alias that is to be. */
  routingConfiguration?: unknown;
  name?: string;
}

/** The version or the alias that a request names, where it names one. */
export function requestContext(_resource: string, input: Input): RequestContext {
  const { stateMachineAliasArn, stateMachineVersionArn, stateMachineArn, routingConfiguration, name } = input;
  const qualifier = partsOf(stateMachineAliasArn ?? stateMachineVersionArn ?? stateMachineArn ?? '').qualifier;
  const named = qualifier ?? (stateMachineAliasArn === undefined && routingConfiguration ? name : undefined);
  return named === undefined ? {} : { 'states:StateMachineQualifier': named };
}
