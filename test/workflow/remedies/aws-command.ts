import { loadModel, type Model, type Shape } from '../../../emulator/models/model.ts';

/** What a command of the AWS CLI sends. */
export interface AwsRequest {
  /** The service's model. */
  service: string;
  operation: string;
  input: Record<string, unknown>;
  /** That of whoever types it, without it. */
  region?: string;
}

/** The commands that a text holds between backticks, in their order. */
export function commandsIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, command]) => command!).filter((command) => /^(aws|cloudhsm-cli|npx|npm) /.test(command));
}

/** What nobody could run as it stands: a word that stands for another. */
export function holesIn(command: string): string[] {
  return command.split(/[ =]/).filter((word) => /^[A-Z]{2,}$|[<>…]/.test(word));
}

/**
 * Reads a command as the AWS CLI does, by the model of its service.
 *
 * @param fileText what stands in a file that it names by file://
 * @throws Error for an option that the operation does not have
 */
export function readAwsCommand(command: string, fileText: (path: string) => string): AwsRequest {
  const [, service = '', name = '', ...words] = command.split(' ');
  const model = loadModel(service);
  const operation = Object.keys(model.operations).find((one) => dashed(one) === name);
  if (!operation) throw new Error(`the AWS CLI knows no such operation: ${command}`);
  const members = model.shapes[model.operations[operation]!.input!]!.members!;
  const input: Record<string, unknown> = {};
  let region: string | undefined;
  for (const [option, ...values] of byOption(words)) {
    if (option === '--region') {
      [region] = values;
      continue;
    }
    const [member, { shape }] =
      Object.entries(members).find(([one]) => dashed(one) === option!.replace(/^--(no-)?/, '')) ?? noOption(command, option!);
    const texts = values.map((value) => (value.startsWith('file://') ? fileText(value.slice('file://'.length)) : value));
    input[member] = asShape(model, model.shapes[shape]!, texts, option!);
  }
  return { service, operation, input, ...(region && { region }) };
}

function noOption(command: string, option: string): never {
  throw new Error(`the operation has no option ${option}: ${command}`);
}

function byOption(words: string[]): string[][] {
  const options: string[][] = [];
  for (const word of words) {
    if (word.startsWith('--')) options.push([word]);
    else options.at(-1)!.push(word);
  }
  return options;
}

function asShape(model: Model, shape: Shape, texts: string[], option: string): unknown {
  const [first = ''] = texts;
  if (shape.type === 'list') return texts.map((text) => asShape(model, model.shapes[shape.member!]!, [text], option));
  if (shape.type === 'map') return Object.fromEntries([pair(first)].map(([key, value]) => [key, value.split(',')]));
  if (shape.type === 'structure') {
    const given = first.split(',').map(pair);
    return Object.fromEntries(
      given.map(([name, text]) => [name, asShape(model, model.shapes[shape.members![name]!.shape]!, [text], option)]),
    );
  }
  if (shape.type === 'boolean') return !option.startsWith('--no-');
  return shape.type === 'integer' || shape.type === 'double' ? Number(first) : first;
}

/** The AWS CLI's shorthand, as far as remedies use it. */
function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

function dashed(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}
