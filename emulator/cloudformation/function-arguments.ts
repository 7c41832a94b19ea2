import { isObject } from '../kernel/json-object.ts';
import { brief } from './brief.ts';
import { functionOf } from './function-call.ts';

/** What a function takes. `extended`: where the template has the transform AWS::LanguageExtensions. */
interface Taken {
  words: string;
  fits(argument: unknown, extended: boolean): boolean;
}

/** By the names of the functions that are supported. */
const takes: Record<string, Taken> = {
  Ref: { words: 'a name', fits: isText },
  'Fn::GetAtt': {
    words: '[name, attribute]',
    fits: (argument) => (isText(argument) ? argument.includes('.') : isList(argument, 2) && argument.every(isText)),
  },
  'Fn::Sub': {
    words: 'a text, or [text, {name: value}]',
    fits: (argument) => isText(argument) || (isList(argument, 2) && isText(argument[0]) && isObject(argument[1])),
  },
  'Fn::Join': { words: '[separator, list]', fits: (argument) => isPair(argument) && isText(argument[0]) && isListOrCall(argument[1]) },
  'Fn::Split': { words: '[separator, text]', fits: (argument) => isPair(argument) && isText(argument[0]) },
  'Fn::Select': {
    words: '[index, list], the index a whole number within the list',
    fits: (argument) => isPair(argument) && isListOrCall(argument[1]) && isIndexOrCall(argument[0], argument[1]),
  },
  'Fn::FindInMap': {
    words: 'three parameters, the map name, map key and the attribute for return value, each a text, Ref or Fn::FindInMap',
    fits: (argument, extended) => (extended ? isExtendedLookup(argument) : isTriple(argument) && argument.every(isKey)),
  },
  'Fn::ImportValue': { words: 'the name of an export', fits: isTextOrCall },
  'Fn::Base64': { words: 'a text', fits: isTextOrCall },
  'Fn::GetAZs': { words: 'a region, or an empty text for that of the stack', fits: isTextOrCall },
  'Fn::Cidr': {
    words: '[ipBlock, count, cidrBits], the last two whole numbers',
    fits: (argument) => isTriple(argument) && isTextOrCall(argument[0]) && argument.slice(1).every(isNumberOrCall),
  },
  'Fn::Length': { words: 'a list', fits: isListOrCall },
  'Fn::ToJsonString': { words: 'an object or a list', fits: (argument) => isObject(argument) || isList(argument, 0) },
  'Fn::If': { words: '[condition, value, value]', fits: (argument) => isList(argument, 3) && isText(argument[0]) },
  'Fn::Equals': { words: '[value, value]', fits: isPair },
  'Fn::Not': { words: '[condition]', fits: (argument) => isList(argument, 1) },
  'Fn::And': { words: 'two to ten conditions', fits: isSome },
  'Fn::Or': { words: 'two to ten conditions', fits: isSome },
};

const extensions = ['Fn::Length', 'Fn::ToJsonString'];
const needsExtensions = 'Transform: AWS::LanguageExtensions';

/** Why a call cannot be evaluated; undefined where it can. */
export function callProblem(name: string, argument: unknown, extended: boolean): string | undefined {
  const taken = takes[name];
  if (!taken) return `${name} is not supported; supported are ${Object.keys(takes).join(', ')}`;
  if (extensions.includes(name) && !extended) return `${name} needs ${needsExtensions}`;
  if (taken.fits(argument, extended)) return undefined;
  const wanting = !extended && taken.fits(argument, true) ? `; what it has more needs ${needsExtensions}` : '';
  return `${name} takes ${taken.words}, not ${brief(argument)}${wanting}`;
}

/** What Fn::FindInMap gives where it finds nothing. */
export function defaultValueOf(argument: unknown[]): unknown {
  return isObject(argument[3]) ? (argument[3] as { DefaultValue?: unknown }).DefaultValue : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isList(value: unknown, least: number): value is unknown[] {
  return Array.isArray(value) && value.length >= least;
}

function isPair(value: unknown): value is [unknown, unknown] {
  return isList(value, 2) && value.length === 2;
}

function isTriple(value: unknown): value is [unknown, unknown, unknown] {
  return isList(value, 3) && value.length === 3;
}

function isSome(value: unknown): boolean {
  return isList(value, 2) && value.length <= 10;
}

function isIndexOrCall(value: unknown, list: unknown): boolean {
  if (functionOf(value)) return true;
  return !Array.isArray(value) && /^\d+$/.test(String(value)) && (!Array.isArray(list) || Number(value) < list.length);
}

function isNumberOrCall(value: unknown): boolean {
  return functionOf(value) !== undefined || (!Array.isArray(value) && /^\d+$/.test(String(value)));
}

function isTextOrCall(value: unknown): boolean {
  return isText(value) || functionOf(value) !== undefined;
}

function isListOrCall(value: unknown): boolean {
  return isList(value, 0) || functionOf(value) !== undefined;
}

/** A map's name or key, which may be a number in YAML. */
function isKey(value: unknown): boolean {
  return isSingle(value) || ['Ref', 'Fn::FindInMap'].includes(functionOf(value) ?? '');
}

function isExtendedLookup(argument: unknown): boolean {
  if (!isList(argument, 3) || !argument.slice(0, 3).every((key) => isSingle(key) || functionOf(key))) return false;
  return argument.length === 3 || (argument.length === 4 && defaultValueOf(argument) !== undefined);
}

function isSingle(value: unknown): boolean {
  return typeof value !== 'object' && value !== undefined;
}
