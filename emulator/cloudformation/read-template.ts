import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
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
  const document = parseDocument(text, { schema: 'core', logLevel: 'error' });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') throw new Error('it holds several documents, and a template is one');
  if (error?.message.startsWith('Maximum call stack')) throw tooDeep();
  if (error) throw new Error(error.message.split('\n')[0]!.replace(/:$/, ''));
  try {
    return plain(document.contents, document) as Template;
  } catch (problem) {
    throw problem instanceof RangeError ? tooDeep() : problem;
  }
}

function tooDeep(): Error {
  return new Error('it is nested too deep');
}

function plain(node: unknown, document: Document.Parsed): unknown {
  if (isAlias(node)) throw new Error(`the alias *${node.source} stands for another place, which CloudFormation does not take`);
  const value = untagged(node, document);
  const name = (node as Node | null)?.tag;
  return name?.startsWith('!') && !name.startsWith('!!') ? longForm(name.slice(1), value) : value;
}

function untagged(node: unknown, document: Document.Parsed): unknown {
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [String(plain(key, document)), plain(value, document)]));
  if (isSeq(node)) return node.items.map((item) => plain(item, document));
  if (isScalar(node)) return node.value;
  return isCollection(node) ? node.toJS(document) : null;
}

/** `!Ref x`, `!Condition x` and `!Sub x` as JSON has them. */
function longForm(name: string, argument: unknown): unknown {
  if (name === 'Ref' || name === 'Condition') return { [name]: argument };
  if (name !== 'GetAtt' || typeof argument !== 'string') return { [`Fn::${name}`]: argument };
  const dot = argument.indexOf('.');
  return { 'Fn::GetAtt': dot === -1 ? [argument] : [argument.slice(0, dot), argument.slice(dot + 1)] };
}
