import { createRequire, isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/**
 * Takes Node's own modules by `require`. An `import` reads every export of the module to offer it by name, and some of them are made
 * when they are read: `import 'node:http'` loads undici for http.WebSocket, half of a function's cold start.
 * What esbuild makes of a `require` copies a getter for each property that is the module's own, anew for each file that imports it, and
 * makes some values by looking at them: it is given an object that only inherits them, and that nobody changes
 * in the belief that it was the module. Where a command imports one late, only `default` has them.
 */
export const requiredBuiltins: Plugin = {
  name: 'required-builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z]+)*$/ }, ({ path, kind }) =>
      isBuiltin(path) && kind !== 'require-call' ? { path, namespace: 'builtin', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const required = `require(${JSON.stringify(path)})`;
      return { contents: `module.exports = ${isPlain(require(path)) ? `Object.freeze(Object.create(${required}))` : required}` };
    });
  },
};

/** A class is imported to be called, and the process is its own `this`. */
function isPlain(builtin: unknown): boolean {
  return typeof builtin === 'object' && builtin !== process;
}
