import { AwsError } from '../../kernel/aws-error.ts';

export const invalidParameter = (message: string) => new AwsError('InvalidParameterValueException', message);

export const invalidValue = (value: unknown, parameter: string, reason: string) =>
  invalidParameter(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);

export const missingParameter = (name: string) =>
  new AwsError('MissingRequiredParameterException', `The request must contain the parameter ${name}.`);

/** @param why where the value's content is not taken */
export const invalidAttribute = (name: string, why?: string) =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.${why ? ` Reason: ${why}` : ''}`);

export const unknownAttribute = (name: string) => new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);

/** Members of a request that only FIFO queues take. */
export function refuseFifo(members: Record<string, unknown>): void {
  const given = Object.entries(members).find(([, value]) => value !== undefined);
  if (given) throw invalidParameter(`The request includes a parameter that is not valid for this queue type: ${given[0]}`);
}
