import { isObject } from '../../../kernel/json-object.ts';
import { loadModel } from '../../../models/model.ts';

/** What the Arguments of a task that calls a service may hold: the members of the operation's input, in PascalCase throughout. */
export type AcceptedArguments = { required: readonly string[] } & (ModelArguments | { members: readonly string[] | undefined });

interface ModelArguments {
  /** The model of the emulator, and its operation. */
  model: string;
  operation: string;
  /** Members of the operation that Step Functions does not list. */
  unsupported?: readonly string[];
}

/** A reason to refuse Arguments, and where in them. */
interface Complaint {
  message: string;
  path: string;
}

/** What Step Functions refuses in an object of Arguments, literal or evaluated. */
export function complaintsAbout(given: Record<string, unknown>, accepted: AcceptedArguments): Complaint[] {
  const missing = accepted.required
    .filter((name) => given[name] === undefined)
    .map((name) => ({ message: `The field '${name}' is required but was missing`, path: '' }));
  if ('members' in accepted) {
    const { members } = accepted;
    const strange = members ? Object.keys(given).filter((name) => !members.includes(name)) : [];
    return [...missing, ...strange.map((name) => notSupported(name, ''))];
  }
  const { model, operation, unsupported = [] } = accepted;
  const excepted = Object.keys(given).filter((name) => unsupported.includes(name));
  const found = unknownMembers(model, loadModel(model).operations[operation]!.input!, given, '');
  return [...missing, ...excepted.map((name) => notSupported(name, '')), ...found];
}

function unknownMembers(model: string, shapeName: string, value: unknown, path: string): Complaint[] {
  const shape = loadModel(model).shapes[shapeName]!;
  if (shape.type === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => unknownMembers(model, shape.member!, item, `${path}[${index}]`));
  }
  if (!isObject(value)) return [];
  if (shape.type === 'map') {
    return Object.entries(value).flatMap(([key, item]) => unknownMembers(model, shape.value!, item, `${path}/${key}`));
  }
  if (shape.type !== 'structure') return [];
  const members = new Map(Object.entries(shape.members ?? {}).map(([name, member]) => [pascalCase(name), member]));
  return Object.entries(value).flatMap(([name, item]) => {
    const member = members.get(name);
    return member ? unknownMembers(model, member.shape, item, `${path}/${name}`) : [notSupported(name, path)];
  });
}

function notSupported(name: string, path: string): Complaint {
  return { message: `The field "${name}" is not supported by Step Functions`, path };
}

function pascalCase(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}
