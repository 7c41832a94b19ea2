import { loadModel, type Model } from '../../../models/model.ts';
import { writtenTime } from '../timestamp.ts';

/**
 * A task's parameters, whose names are PascalCase throughout, as a service's input: the model's own names. Names that the model
 * does not have stay, and are refused or ignored by the service; what is null is absent.
 */
export function toModelNames(modelName: string, operation: string, parameters: unknown): unknown {
  const model = loadModel(modelName);
  const shape = model.operations[operation]?.input;
  return shape ? inModelNames(model, shape, parameters) : parameters;
}

function inModelNames(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName];
  const isWhole = value === null || typeof value !== 'object' || shape?.type === 'string' || shape?.type === 'blob';
  if (isWhole) return scalar(shape?.type, value);
  if (Array.isArray(value)) return value.map((item) => (shape?.member ? inModelNames(model, shape.member, item) : item));
  const given = Object.entries(value).filter(([, item]) => item !== null);
  const entries = given.map(([name, item]) => {
    if (shape?.type !== 'structure') return [name, shape?.value ? inModelNames(model, shape.value, item) : item];
    const own = Object.keys(shape.members ?? {}).find((member) => member.toLowerCase() === name.toLowerCase()) ?? name;
    const member = shape.members?.[own];
    return [own, member ? inModelNames(model, member.shape, item) : item];
  });
  return Object.fromEntries(entries);
}

/** Step Functions takes any value for text and bytes, objects as JSON, and ISO times for timestamps. */
function scalar(type: string | undefined, value: unknown): unknown {
  if (value === null) return value;
  if (Buffer.isBuffer(value)) return value;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (type === 'string') return text;
  if (type === 'blob') return Buffer.from(text);
  return type === 'timestamp' ? new Date(value as string | number) : value;
}

/** A service's output as a state sees it: PascalCase names, timestamps in milliseconds, blobs as text. */
export function toStateNames(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (Buffer.isBuffer(value)) return value.toString();
  if (Array.isArray(value)) return value.map(toStateNames);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name[0]!.toUpperCase() + name.slice(1), toStateNames(item)]));
}

/** The same of an operation whose answer may have maps, whose keys stay, with times as text. */
export function shownAnswer(modelName: string, operation: string, output: unknown): unknown {
  const model = loadModel(modelName);
  const shape = model.operations[operation]?.output;
  return shape && output !== undefined ? shown(model, shape, output) : {};
}

function shown(model: Model, shapeName: string, value: unknown): unknown {
  const { type, members, member = '', value: held = '' } = model.shapes[shapeName] ?? {};
  if (value instanceof Date) return writtenTime(value);
  if (Buffer.isBuffer(value)) return value.toString();
  if (Array.isArray(value)) return value.map((item) => shown(model, member, item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (type === 'map') return Object.fromEntries(entries.map(([key, item]) => [key, shown(model, held, item)]));
  return Object.fromEntries(
    entries.map(([name, item]) => [name[0]!.toUpperCase() + name.slice(1), shown(model, members?.[name]?.shape ?? '', item)]),
  );
}
