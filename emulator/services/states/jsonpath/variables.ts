import { type Argument, intrinsicCall } from './intrinsic-call.ts';
import { path } from './path.ts';
import { isCall } from './reader.ts';

/** Fields that hold members of anybody's naming: only those that end in `.$` are read. */
const templates = new Set(['Parameters', 'ResultSelector', 'ItemSelector', 'BatchInput', 'Assign']);

/** The variables that the fields of a state, or of something in it, refer to. */
export function variablesIn(fields: object, inTemplate = false): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const isRead = name.endsWith('.$') || (!inTemplate && (name.endsWith('Path') || name === 'Variable'));
    if (typeof value === 'string') return isRead ? variablesOf(value) : [];
    return typeof value === 'object' && value !== null ? variablesIn(value, inTemplate || templates.has(name)) : [];
  });
}

function variablesOf(text: string): string[] {
  return rootsOf(isCall(text) ? intrinsicCall(text) : { kind: 'path', path: path(text) });
}

function rootsOf(argument: Argument): string[] {
  if (argument.kind === 'call') return argument.arguments.flatMap(rootsOf);
  return argument.kind === 'path' && argument.path.root.of === 'variable' ? [argument.path.root.name] : [];
}
