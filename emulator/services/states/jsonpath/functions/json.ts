import { readJson } from '../../../../kernel/read-json.ts';
import { FunctionFailure, type IntrinsicFunction, object, text } from './function.ts';

/** As recorded, what has nothing in it is null. */
function fromText([given]: unknown[]): unknown {
  const json = text(given);
  if (json.trim() === '') return null;
  try {
    return readJson(json);
  } catch {
    throw new FunctionFailure('The text is not JSON');
  }
}

function merge([first, second, deep]: unknown[]): Record<string, unknown> {
  if (deep !== false) throw new FunctionFailure('Only a shallow merge is supported: the third argument must be false');
  // own members, whatever their names
  return Object.fromEntries([...Object.entries(object(first)), ...Object.entries(object(second))]);
}

export const json: Record<string, IntrinsicFunction> = {
  'States.StringToJson': { least: 1, most: 1, run: fromText },
  'States.JsonToString': { least: 1, most: 1, run: ([given]) => JSON.stringify(given) },
  'States.JsonMerge': { least: 3, most: 3, run: merge },
};
