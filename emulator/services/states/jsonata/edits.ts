/** A place in JSONata's source that is changed before it is loaded. */
interface Edit {
  from: string | RegExp;
  to: string;
  /** How often `from` stands in the source of the version that is pinned. */
  times: number;
}

/**
 * What is changed in JSONata 2.0.6, which Step Functions pins, so that expressions, which are untrusted input, see data only. `own` is
 * what ./interpreter.ts hands in.
 */
export const edits: Edit[] = [
  // a function is known by a symbol: data with a member of its name is no function
  { from: /\b_jsonata_(function|lambda): true/g, to: '[own.mark.$1]: true', times: 3 },
  { from: /\._jsonata_(function|lambda)\b/g, to: '[own.mark.$1]', times: 5 },

  // a name finds what the object itself has, nothing that it inherits
  { from: 'result = input[key];', to: 'result = Object.hasOwn(input, key) ? input[key] : undefined;', times: 1 },
  { from: 'var bindings = {};', to: 'var bindings = Object.create(null);', times: 1 },
  { from: 'if(bindings.hasOwnProperty(name)) {', to: 'if(name in bindings) {', times: 1 },
  {
    from: /var result = \{\};\s+var groups = \{\};/g,
    to: 'var result = Object.create(null); var groups = Object.create(null);',
    times: 1,
  },
  { from: 'if (groups.hasOwnProperty(key)) {', to: 'if (key in groups) {', times: 1 },

  // a function shows nothing of itself, and equals itself only
  {
    from: /function evaluateWildcard\(expr, input\) \{\s+var results = createSequence\(\);/g,
    to: '$& if (isFunction(input)) return results;',
    times: 1,
  },
  { from: 'function recurseDescendants(input, results) {', to: '$& if (isFunction(input)) return;', times: 1 },
  { from: "typeof arg === 'object' && !isLambda(arg)", to: "typeof arg === 'object' && !isFunction(arg)", times: 1 },
  { from: 'for (var prop in obj) {', to: 'if (!isFunction(obj)) $&', times: 1 },
  { from: 'for (var key in obj) {', to: 'if (!isFunction(obj)) $&', times: 1 },
  { from: 'for (var item in arg) {', to: 'if (!isFunction(arg)) $&', times: 1 },
  {
    from: 'function isDeepEqual(lhs, rhs) {',
    to: '$& if (isFunction(lhs) || isFunction(rhs)) return lhs === rhs;',
    times: 1,
  },

  // nothing but a copy is changed: a call notes its name on functions only, and the transform operator keeps off them
  {
    from: "if(typeof proc === 'object') {",
    to: "if(proc && typeof proc === 'object' && isFunction(proc)) {",
    times: 1,
  },
  {
    from: "if(result.body.procedure.type === 'variable') {",
    to: 'if(!isFunction(next)) throw { code: "T1006", stack: (new Error()).stack }; $&',
    times: 1,
  },
  {
    from: 'if (match && (match.isPrototypeOf(result) || match instanceof Object.constructor)) {',
    to: 'if (isFunction(match)) {',
    times: 1,
  },

  // members of an array and of an object are evaluated one after the other: what is open at a time is then the depth
  {
    from: /await Promise\.all\(expr\.expressions\s+\.map\(async \(item, idx\) => \{\s+environment\.isParallelCall = idx > 0\s+return (\[item, await evaluate\(item, input, environment\)\])\s+\}\)\);/g,
    to: '[]; for (const item of expr.expressions) generators.push($1);',
    times: 1,
  },
  {
    from: /await Promise\.all\(Object\.keys\(groups\)\.map\(async \(key, idx\) => \{/g,
    to: '[]; for (const key of Object.keys(groups)) {',
    times: 1,
  },
  {
    from: /environment\.isParallelCall = idx > 0\s+return (\[key, await evaluate\(expr\.lhs\[entry\.exprIndex\]\[1\], context, env\)\]);\s+\}\)\);/g,
    to: 'generators.push($1); }',
    times: 1,
  },

  // each step of an evaluation is counted
  {
    from: /var entryCallback = [^\n]+\s+if\(entryCallback\) \{[^}]+\}/g,
    to: 'if (environment.evaluation) environment.evaluation.enter();',
    times: 1,
  },
  {
    from: /var exitCallback = [^\n]+\s+if\(exitCallback\) \{[^}]+\}/g,
    to: 'if (environment.evaluation) environment.evaluation.leave(expr, result);',
    times: 1,
  },
  {
    from: /async: enclosingEnvironment \? enclosingEnvironment\.async : false,/g,
    to: 'evaluation: enclosingEnvironment ? enclosingEnvironment.evaluation : undefined, $&',
    times: 1,
  },
  { from: 'exec_env = createFrame(environment);', to: '$& exec_env.evaluation = bindings[own.evaluation];', times: 1 },
  {
    // beyond the safe integers counting upwards never arrives
    from: 'if(size > 1e7) {',
    to: 'if(size > own.longestArray || !Number.isSafeInteger(lhs) || !Number.isSafeInteger(rhs)) throw own.tooMuchMemory(); $&',
    times: 1,
  },

  // AWS writes whole numbers with all their digits, and others, as JSONata does, with 15
  { from: 'Number(val.toPrecision(15))', to: '(Number.isInteger(val) ? val : $&)', times: 1 },

  // time and functions are ours to define
  { from: 'timestamp.getTime()', to: 'own.millis(this)', times: 2 },
  { from: 'exec_env.timestamp = timestamp;', to: 'exec_env.timestamp = new Date(bindings[own.evaluation].millis);', times: 1 },
  { from: 'jsonata.parser = parser;', to: 'own.define({ staticFrame, defineFunction, fn, datetime }); $&', times: 1 },
];
