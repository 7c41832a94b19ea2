import * as fc from 'fast-check';
import { javaPattern } from '../../emulator/models/java-pattern.ts';
import type { Model, Shape } from '../../emulator/models/model.ts';
import { hostileValue } from './hostile-values.ts';

const deepest = 5;

/**
 * Inputs of an operation as they stand on the wire: mostly what its model allows, now and then something else in the place of a part.
 *
 * @param known names, ids and ARNs of what is there
 */
export function inputOf(model: Model, operation: string, known: string[]): fc.Arbitrary<unknown> {
  const shape = model.operations[operation]!.input;
  if (!shape) return fc.oneof(fc.constant({}), hostileValue);
  return new Inputs(model, known).of(shape, 0);
}

/** Documents in a text: policies, patterns, definitions, and what looks like them. */
const documents = fc.constantFrom(
  '{}',
  '[]',
  'null',
  '1',
  '{"a":[1]}',
  '{"Version":"2012-10-17","Statement":[]}',
  '{"Version":"2012-10-17","Statement":null}',
  '{"Version":"2012-10-17","Statement":[null,1,"x"]}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
  '{"Version":"2012-10-17","Statement":[{"Effect":1,"Principal":null,"Action":{},"Resource":[null],"Condition":{"StringLike":{"a":null}}}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[1]},"Action":["kms:*"],"Resource":"*","Condition":{"x":1}}]}',
  '{"source":["x"]}',
  '{"source":[null,{"prefix":null}]}',
  '{"a":[{"numeric":["<","x"]}]}',
  '{"a":[{"anything-but":{"prefix":[]}}],"$or":[]}',
  '{"a":[{"wildcard":"*a*a*a*"},{"cidr":"10.0.0.0/99"},{"exists":1}]}',
  '{"deadLetterTargetArn":"x","maxReceiveCount":null}',
  '{"deadLetterTargetArn":null,"maxReceiveCount":"1e9"}',
  '{"QueryLanguage":"JSONata","StartAt":"A","States":null}',
  '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":null}}',
  '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Map","Items":[1],"ItemProcessor":[],"Retry":[null],"Catch":1}}}',
  '{"QueryLanguage":"JSONata","StartAt":"__proto__","States":{"__proto__":{"Type":"Succeed"}}}',
  '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1e308,"End":true}}}',
  '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}',
  '{"Resources":{"Q":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":{"Fn::GetAtt":"Q.Arn"}}}}}',
  '{"Resources":{"Q":{"Type":"AWS::SQS::Queue","Properties":[null],"DependsOn":{"a":1},"DeletionPolicy":{"Ref":"x"}}}}',
  '{"Parameters":{"P":{"Type":"Number","Default":null},"Q":1},"Resources":{"__proto__":{"Type":1},"Q":null},"Outputs":[]}',
  '{"Resources":{"T":{"Type":"AWS::SNS::Topic"}},"Outputs":{"O":{"Value":{"Fn::GetAtt":["T"]},"Export":{"Name":{"Ref":"T"}}}}}',
  '{"Resources":{"T":{"Type":"AWS::SNS::Topic"}},"Outputs":{"O":{"Value":"x","Export":1}},"Conditions":{"a":null},"Mappings":[]}',
  'Resources: { Q: { Type: AWS::SQS::Queue, Properties: !If [a, b] } }',
  'Resources: &a [*a]',
  'rate(0 minutes)',
  'cron(* * * * ? *)',
  'cron(99 99 99 99 ? 99)',
  'rate(999999999999 days)',
);

class Inputs {
  readonly #model: Model;
  readonly #known: string[];
  readonly #made = new Map<string, fc.Arbitrary<unknown>>();

  constructor(model: Model, known: string[]) {
    this.#model = model;
    this.#known = known;
  }

  /** @param member the name that the value goes by */
  of(name: string, depth: number, member = name): fc.Arbitrary<unknown> {
    const key = `${name} ${member} ${depth}`;
    let made = this.#made.get(key);
    if (!made) {
      made = fc.oneof(
        { weight: 60, arbitrary: this.#allowed(this.#model.shapes[name]!, depth, `${member}${name}`) },
        { weight: 1, arbitrary: hostileValue },
      );
      this.#made.set(key, made);
    }
    return made;
  }

  #allowed(shape: Shape, depth: number, name: string): fc.Arbitrary<unknown> {
    switch (shape.type) {
      case 'structure':
        return this.#structure(shape, depth);
      case 'list':
        return depth > deepest ? fc.constant([]) : fc.array(this.of(shape.member!, depth + 1, name), { maxLength: 3 });
      case 'map':
        return depth > deepest
          ? fc.constant({})
          : fc
              .array(fc.tuple(this.#text(this.#model.shapes[shape.key!]!, name), this.of(shape.value!, depth + 1)), { maxLength: 3 })
              .map(Object.fromEntries);
      case 'boolean':
        return fc.boolean();
      case 'integer':
      case 'long':
        return fc.integer({ min: shape.min ?? -10, max: Math.max(shape.min ?? -10, Math.min(shape.max ?? 1_000, 1_000_000)) });
      case 'float':
      case 'double':
        return fc.double({ noNaN: true, noDefaultInfinity: true });
      case 'timestamp':
        return fc.oneof(fc.integer({ min: -1e9, max: 4e9 }), fc.constantFrom(1e15, -1e15));
      case 'blob':
        return fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64'));
      default:
        return this.#text(shape, name);
    }
  }

  #structure(shape: Shape, depth: number): fc.Arbitrary<unknown> {
    const required = new Set(shape.required ?? []);
    const members = Object.entries(shape.members ?? {}).filter(([name]) => depth <= deepest || required.has(name));
    if (depth > deepest + 2) return fc.constant({});
    return fc
      .tuple(
        ...members.map(([name, member]) => {
          const wire = member.locationName ?? name;
          const present = required.has(name) ? 40 : 1;
          return fc.oneof(
            { weight: present, arbitrary: this.of(member.shape, depth + 1, name).map((value): [string, unknown] => [wire, value]) },
            { weight: required.has(name) ? 1 : 4, arbitrary: fc.constant(undefined) },
          );
        }),
      )
      .map((all) => Object.fromEntries(all.filter((one) => one !== undefined)));
  }

  #text(shape: Shape, name: string): fc.Arbitrary<string> {
    if (shape.enum) return fc.constantFrom(...shape.enum);
    const free = fc.string({ minLength: Math.min(shape.min ?? 0, 50), maxLength: Math.min(shape.max ?? 50, 50) });
    const { pattern } = shape;
    const there = pattern ? this.#known.filter((one) => javaPattern(pattern).test(one)) : this.#known;
    const meant = there.filter((one) => alike(name, one));
    return fc.oneof(
      { weight: meant.length > 0 ? 12 : 0, arbitrary: fc.constantFrom(...meant, '') },
      { weight: there.length > 0 ? 2 : 0, arbitrary: fc.constantFrom(...there, '') },
      { weight: 2, arbitrary: matching(shape) ?? free },
      { weight: 1, arbitrary: free },
      { weight: 1, arbitrary: documents },
    );
  }
}

/** Whether a name of ours is what a member's name speaks of: `QueueUrl`, and the URL of the queue. */
function alike(name: string, known: string): boolean {
  const words = name.match(/[A-Z]?[a-z]{2,}/g) ?? [];
  return words.some((word) => word.length > 2 && known.toLowerCase().includes(word.toLowerCase()));
}

const made = new Map<string, fc.Arbitrary<string> | undefined>();

/** Texts that a pattern matches, where fast-check knows all that it holds. */
function matching({ pattern, max = 100 }: Shape): fc.Arbitrary<string> | undefined {
  if (!pattern) return undefined;
  if (!made.has(pattern)) {
    let texts: fc.Arbitrary<string> | undefined;
    try {
      texts = fc.stringMatching(javaPattern(pattern)).map((text) => text.slice(0, max));
    } catch {
      texts = undefined;
    }
    made.set(pattern, texts);
  }
  return made.get(pattern);
}
