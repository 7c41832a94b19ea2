import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unpackOnce } from '../unpack.ts';
import type { Code } from './protocol.ts';
import { RuntimeError } from './runtime-error.ts';

// biome-ignore lint/suspicious/noExplicitAny: a user's function
export type Handler = (...parameters: any[]) => unknown;

/** Files by how often they failed to load. */
const failures = new Map<string, number>();

/**
 * Loads a function's handler in the order of Lambda's Node.js runtime: `.js` (a module where package.json says so), `.mjs`, `.cjs`.
 *
 * @throws RuntimeError MalformedHandlerName, ImportModuleError, UserCodeSyntaxError, HandlerNotFound; or what the code throws
 */
export async function loadHandler(code: Code): Promise<Handler> {
  const [, name, path] = /^([^.]*)\.(.*)$/.exec(basename(code.handler)) ?? [];
  if (code.handler.includes('..')) {
    const why = 'is not a valid handler name. Use absolute paths when specifying root directories in handler names.';
    throw new RuntimeError('MalformedHandlerName', `'${code.handler}' ${why}`);
  }
  if (name === undefined || path === undefined) throw new RuntimeError('MalformedHandlerName', 'Bad handler');
  unpackOnce(code.root);
  const exported = await load(resolve(code.root, dirname(code.handler), name), name, code.root).catch((error: unknown) => {
    if (error instanceof SyntaxError) throw new RuntimeError('UserCodeSyntaxError', String(error));
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') throw new RuntimeError('ImportModuleError', String(error));
    throw error;
  });
  const handler = path.split('.').reduce((value: unknown, key) => (value as Record<string, unknown> | undefined)?.[key], exported);
  if (!handler) throw new RuntimeError('HandlerNotFound', `${code.handler} is undefined or not exported`);
  if (typeof handler !== 'function') throw new RuntimeError('HandlerNotFound', `${code.handler} is not a function`);
  return handler as Handler;
}

async function load(file: string, name: string, root: string): Promise<unknown> {
  const require = createRequire(`${file}.cjs`);
  const load = async (extension: string) => {
    const url = pathToFileURL(file + extension).href;
    const failed = failures.get(url) ?? 0;
    // a module that failed to load stays failed under its URL, so that another attempt needs another one
    return import(failed === 0 ? url : `${url}?attempt=${failed}`).catch((error: unknown) => {
      failures.set(url, failed + 1);
      throw error;
    });
  };
  if (existsSync(`${file}.js`)) return isModule(dirname(file), root) ? load('.js') : require(`${file}.js`);
  if (existsSync(`${file}.mjs`)) return load('.mjs');
  if (existsSync(`${file}.cjs`)) return require(`${file}.cjs`);
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
}

/** What lies above the function's own folder is not there on Lambda. */
function isModule(folder: string, root: string): boolean {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { type?: string }).type === 'module';
  return folder.startsWith(root) && folder !== root && isModule(dirname(folder), root);
}
