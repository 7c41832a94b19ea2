import { AwsError } from '../../../kernel/aws-error.ts';
import { isObject } from '../../../kernel/json-object.ts';
import { loadModel, type Model, type Shape } from '../../../models/model.ts';
import type { Resource } from '../integrations/resource.ts';

export type ValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

/**
 * Holds a mocked result against what the service answers: members that it does not have may be there, and in the mode PRESENT those that
 * it always has may be absent. DynamoDB has no model here.
 *
 * @throws AwsError ValidationException
 */
export function checkSchema(value: unknown, resource: Resource | undefined, mode: ValidationMode): void {
  if (mode === 'NONE' || resource?.kind !== 'service' || !('model' in resource.integration.accepts)) return;
  const { model: name, operation } = resource.integration.accepts;
  const polled = resource.pattern.startsWith('.sync') ? polls[`${name}:${operation}`] : operation;
  const model = loadModel(name);
  const output = polled && model.operations[polled]?.output;
  if (output) new Schema(model, mode).check(output, value, 'result');
}

/** Of a job that is waited for, it is the answer to the question how it stands. */
const polls: Record<string, string> = { 'stepfunctions:StartExecution': 'DescribeExecution' };

class Schema {
  readonly #model: Model;
  readonly #mode: ValidationMode;

  constructor(model: Model, mode: ValidationMode) {
    this.#model = model;
    this.#mode = mode;
  }

  check(shapeName: string, value: unknown, field: string): void {
    const shape = this.#model.shapes[shapeName]!;
    switch (shape.type) {
      case 'structure':
        this.#members(shape, value, field);
        return;
      case 'list':
        if (!Array.isArray(value)) throw wrong(field, 'must be an array');
        for (const item of value) this.check(shape.member!, item, field);
        return;
      case 'map':
        if (!isObject(value)) throw wrong(field, 'must be an object');
        for (const item of Object.values(value)) this.check(shape.value!, item, field);
        return;
      case 'boolean':
        if (typeof value !== 'boolean') throw wrong(field, 'must be a boolean');
        return;
      case 'string':
      case 'timestamp':
      case 'blob':
        checkText(shape, value, field);
        return;
      default:
        checkNumber(shape, value, field);
    }
  }

  #members({ members = {}, required = [] }: Shape, value: unknown, field: string): void {
    if (!isObject(value)) throw wrong(field, 'must be an object');
    for (const [name, { shape }] of Object.entries(members)) {
      const shown = name[0]!.toUpperCase() + name.slice(1);
      if (value[shown] !== undefined && value[shown] !== null) this.check(shape, value[shown], shown);
      else if (this.#mode === 'STRICT' && required.includes(name)) throw refusal(`Required field '${shown}' is missing`);
    }
  }
}

function checkText({ enum: allowed, min = 0, max = Number.POSITIVE_INFINITY }: Shape, value: unknown, field: string): void {
  if (typeof value !== 'string') throw wrong(field, 'must be a string');
  if (allowed && !allowed.includes(value)) throw wrong(field, 'is not an expected value');
  if (value.length < min) throw wrong(field, 'is smaller than the minimum length');
  if (value.length > max) throw wrong(field, 'exceeds the maximum length');
}

function checkNumber({ min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Shape, value: unknown, field: string): void {
  if (typeof value !== 'number') throw wrong(field, 'must be a number');
  if (value < min) throw wrong(field, 'is less than the minimum value');
  if (value > max) throw wrong(field, 'exceeds the maximum value');
}

function wrong(field: string, why: string): AwsError {
  return refusal(`Field '${field}' ${why}`);
}

function refusal(why: string): AwsError {
  return new AwsError('ValidationException', `Mock result schema validation error: ${why}`);
}
