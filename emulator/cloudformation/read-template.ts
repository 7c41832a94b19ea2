import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { readJson } from '../kernel/read-json.ts';
import type { Template } from './template.ts';

/**
 * A template from its text: JSON, or YAML with the short forms of functions. What it says is checked when it is deployed.
 *
 * @throws Error which names the line
 */
export function readTemplate(text: string): Template {
  if (!/^\s*\{/.test(text)) return ofYaml(text);
  try {
    return readJson(text) as Template;
  } catch (problem) {
    return within(problem as Error, () => ofYaml(text));
  }
}

/** What begins as JSON may be YAML, which has comments and needs no quotes. Where it is neither, it was to be JSON. */
function within<T>(problem: Error, read: () => T): T {
  try {
    return read();
  } catch {
    throw problem;
  }
}

function ofYaml(text: string): Template {
  const lineCounter = new LineCounter();
  // it would compare each key with each other one: a template of 1 MB took a minute
  const document = parseDocument(text, { schema: 'core', logLevel: 'error', lineCounter, uniqueKeys: false });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') throw new Error('it holds several documents, and a template is one');
  if (error?.message.startsWith('Maximum call stack')) throw tooDeep();
  if (error) throw new Error(error.message.split('\n')[0]!.replace(/:$/, ''));
  try {
    return plain(document.contents, { document, lineCounter }) as Template;
  } catch (problem) {
    throw problem instanceof RangeError ? tooDeep() : problem;
  }
}

function tooDeep(): Error {
  return new Error('it is nested too deep');
}

interface Read {
  document: Document.Parsed;
  lineCounter: LineCounter;
}

function plain(node: unknown, read: Read): unknown {
  if (isAlias(node)) throw new Error(`the alias *${node.source} stands for another place, which CloudFormation does not take`);
  const value = untagged(node, read);
  const name = (node as Node | null)?.tag;
  return name?.startsWith('!') && !name.startsWith('!!') ? longForm(name.slice(1), value) : value;
}

function untagged(node: unknown, read: Read): unknown {
  if (isMap(node)) return members(node, read);
  if (isSeq(node)) return node.items.map((item) => plain(item, read));
  if (isScalar(node)) return node.value;
  return isCollection(node) ? node.toJS(read.document) : null;
}

/** @throws Error where two have the same key */
function members({ items }: YAMLMap, read: Read): object {
  const found = new Map<string, unknown>();
  for (const { key, value } of items) {
    const name = String(plain(key, read));
    if (found.has(name)) {
      const { line, col } = read.lineCounter.linePos((key as Node).range![0]);
      throw new Error(`Map keys must be unique at line ${line}, column ${col}`);
    }
    found.set(name, plain(value, read));
  }
  return Object.fromEntries(found);
}

/** `!Ref x`, `!Condition x` and `!Sub x` as JSON has them. */
function longForm(name: string, argument: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: argument };
  if (name !== 'GetAtt' || typeof argument !== 'string') return { [`Fn::${name}`]: argument };
  const dot = argument.indexOf('.');
  return { 'Fn::GetAtt': dot === -1 ? [argument] : [argument.slice(0, dot), argument.slice(dot + 1)] };
}
