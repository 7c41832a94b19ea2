import { loadModel, type Model } from '../../../models/model.ts';

/**
 * A task's parameters, whose names are PascalCase throughout, as a service's input: the model's own names. Names that the model
 * does not have stay, and are refused or ignored by the service.
 */
export function toModelNames(modelName: string, operation: string, parameters: unknown): unknown {
  const model = loadModel(modelName);
  const shape = model.operations[operation]?.input;
  return shape ? inModelNames(model, shape, parameters) : parameters;
}

function inModelNames(model: Model, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName];
  if (value === null || typeof value !== 'object') return scalar(shape?.type, value);
  if (Array.isArray(value)) return value.map((item) => (shape?.member ? inModelNames(model, shape.member, item) : item));
  const entries = Object.entries(value).map(([name, item]) => {
    if (shape?.type !== 'structure') return [name, shape?.value ? inModelNames(model, shape.value, item) : item];
    const own = Object.keys(shape.members ?? {}).find((member) => member.toLowerCase() === name.toLowerCase()) ?? name;
    const member = shape.members?.[own];
    return [own, member ? inModelNames(model, member.shape, item) : item];
  });
  return Object.fromEntries(entries);
}

/** Step Functions takes numbers and truth values for text, and ISO times for timestamps. */
function scalar(type: string | undefined, value: unknown): unknown {
  if (value === null) return value;
  if (type === 'string') return String(value);
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
