import * as fc from 'fast-check';
import { services } from '../../../emulator/cloud.ts';
import { loadModel, type Model } from '../../../emulator/models/model.ts';
import { checkedExchange } from '../answers.ts';
import { inputOf } from '../from-model.ts';
import { authorization } from '../headers.ts';
import { textOf } from '../hostile-values.ts';
import type { Kind } from './kind.ts';

interface JsonBody {
  target: string;
  authorization: string | undefined;
  body: string;
}

/** Every operation of the services of the JSON protocol, by its model; also those that are refused by name. */
export const jsonBodies: Kind<JsonBody> = {
  name: 'json-bodies',
  share: 34,
  cases(known) {
    const all = [...services.values()].map(({ model }) => loadModel(model)).filter(({ metadata }) => metadata.targetPrefix);
    return fc
      .constantFrom(...all.flatMap((model) => operationsOf(model).map((operation) => ({ model, operation }))))
      .chain(({ model, operation }) =>
        fc.record({
          target: fc.constant(`${model.metadata.targetPrefix}.${operation}`),
          authorization: authorization(model.metadata.signingName ?? model.metadata.endpointPrefix),
          body: textOf(inputOf(model, operation, known)),
        }),
      );
  },
  async run(subject, { target, authorization, body }) {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, ...(authorization && { authorization }) };
    await checkedExchange(subject, { method: 'POST', path: '/', headers, body }, 'json');
  },
};

/** Those that are emulated three times, the others once. */
export function operationsOf(model: Model): string[] {
  const emulated = [...services.values()].find((one) => loadModel(one.model) === model)?.operations ?? {};
  const names = Object.keys(model.operations);
  const here = names.filter((name) => Object.hasOwn(emulated, name));
  return [...names, ...here, ...here];
}
