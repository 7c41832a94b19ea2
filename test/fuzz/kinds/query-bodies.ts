import * as fc from 'fast-check';
import { services } from '../../../emulator/cloud.ts';
import { loadModel, type Model } from '../../../emulator/models/model.ts';
import { checkedExchange } from '../answers.ts';
import { inputOf } from '../from-model.ts';
import { authorization } from '../headers.ts';
import { hostileNames, hostileText } from '../hostile-values.ts';
import { operationsOf } from './json-bodies.ts';
import type { Kind } from './kind.ts';

interface QueryBody {
  authorization: string | undefined;
  body: string;
}

/** Every operation of the services that take forms. */
export const queryBodies: Kind<QueryBody> = {
  name: 'query-bodies',
  share: 16,
  cases(known) {
    const all = [...services.values()].flatMap(({ model, queryModel }) => {
      const own = loadModel(model);
      if (queryModel) return [queryModel()];
      return own.metadata.protocol === 'query' || own.metadata.protocol === 'ec2' ? [own] : [];
    });
    return fc
      .constantFrom(...all.flatMap((model) => operationsOf(model).map((operation) => ({ model, operation }))))
      .chain(({ model, operation }) =>
        fc.record({
          authorization: authorization(model.metadata.signingName ?? model.metadata.endpointPrefix),
          body: fc
            .tuple(inputOf(model, operation, known), extra)
            .map(([input, more]) =>
              form([['Action', operation], ['Version', model.metadata.apiVersion], ...fields(model, operation, input), ...more]),
            ),
        }),
      );
  },
  async run(subject, { authorization, body }) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...(authorization && { authorization }) };
    await checkedExchange(subject, { method: 'POST', path: '/', headers, body }, 'xml');
  },
};

const part = fc.constantFrom(
  '',
  '1',
  '2',
  '0',
  '-1',
  '99999999999',
  'member',
  'entry',
  'key',
  'value',
  'Name',
  'Value',
  'Filter',
  'Attribute',
  ...hostileNames,
);

/** Fields that no client would send, and some that come twice. */
const extra = fc.oneof(
  { weight: 6, arbitrary: fc.constant<[string, string][]>([]) },
  {
    weight: 3,
    arbitrary: fc.array(
      fc.tuple(
        fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.')),
        hostileText,
      ),
      { maxLength: 5 },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<[string, string][]>(
      [[`${'a.'.repeat(5_000)}b`, 'x']],
      Array.from({ length: 5_000 }, (_, index) => [`Filter.${index + 1}.Value.1`, 'x']),
    ),
  },
);

function form(fields: [string, string][]): string {
  // a lone surrogate cannot be written percent-encoded
  return fields.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`).join('&');
}

/** The fields that a value is on this wire; what cannot be one is left out. */
function fields(model: Model, operation: string, input: unknown): [string, string][] {
  const ec2 = model.metadata.protocol === 'ec2';
  const walk = (value: unknown, name: string, depth: number): [string, string][] => {
    if (depth > 20 || value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, `${name}.${ec2 ? '' : 'member.'}${index + 1}`, depth + 1));
    if (typeof value === 'object')
      return Object.entries(value).flatMap(([key, item]) =>
        walk(item, name ? `${name}.${ec2 ? key[0]?.toUpperCase() + key.slice(1) : key}` : key, depth + 1),
      );
    return [[name, String(value)]];
  };
  return model.operations[operation]!.input ? walk(input, '', 0) : [];
}
