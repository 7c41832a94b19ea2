import { isObject } from '../../../kernel/json-object.ts';
import { InvalidPath } from '../jsonpath/dialect.ts';
import { intrinsicCall } from '../jsonpath/intrinsic-call.ts';
import { type Path, path } from '../jsonpath/path.ts';
import { isCall } from '../jsonpath/reader.ts';
import { type Check, checkVariables } from './fields.ts';
import type { Findings } from './findings.ts';

/** Why a text is no path, where AWS might well take it. */
function limitIn(error: unknown): string {
  if (!(error instanceof InvalidPath)) throw error;
  return error.message.startsWith('The local AWS') ? ` ${error.message}.` : '';
}

/** A path, or null for an empty object. */
export const pathOrNull: Check = (value, at, findings) => {
  if (value !== null) jsonPath(value, at, findings);
};

export const jsonPath: Check = (value, at, findings) => {
  try {
    if (typeof value === 'string' && path(value)) return;
    findings.schema('Value must be a valid JSONPath.', at);
  } catch (error) {
    findings.schema(`Value must be a valid JSONPath.${limitIn(error)}`, at);
  }
};

/** A path, or a call of a function. */
export const pathOrCall: Check = (value, at, findings) => {
  if (typeof value !== 'string' || !isCall(value)) return jsonPath(value, at, findings);
  try {
    intrinsicCall(value);
  } catch (error) {
    findings.schema(`Value must be a valid JSONPath or a valid intrinsic function call.${limitIn(error)}`, at);
  }
};

/** A path that leads to one place. */
export const referencePath: Check = (value, at, findings) => {
  reference(value, at, findings, () => true);
};

/** The place of a result in the state's input. */
export const resultPath: Check = (value, at, findings) => {
  if (value !== null) reference(value, at, findings, ({ root }) => root.of === 'data');
};

function reference(value: unknown, at: string, findings: Findings, fits: (path: Path) => boolean): void {
  try {
    if (typeof value !== 'string' || !value.startsWith('$')) {
      findings.schema("Value is not a Reference Path: Reference path didn't start with '$'", at);
      return;
    }
    const found = path(value);
    if (found.rest.length > 0 || found.members || found.counts || !fits(found)) findings.schema('Value is not a Reference Path', at);
  } catch (error) {
    findings.schema(`Value is not a Reference Path${limitIn(error)}`, at);
  }
}

/** JSON in which each member whose name ends in `.$` is a path or a call of a function. */
export const payload: Check = (value, at, findings) => {
  if (Array.isArray(value)) value.forEach((item, index) => void payload(item, `${at}[${index}]`, findings));
  else if (isObject(value))
    for (const [name, item] of Object.entries(value)) {
      if (name.endsWith('.$')) {
        const bare = name.slice(0, -2);
        if (Object.hasOwn(value, bare)) findings.schema(`The fields '${bare}' and '${name}' cannot be used together`, at);
        member(name, item, at, findings);
      } else payload(item, `${at}/${name}`, findings);
    }
};

function member(name: string, value: unknown, at: string, findings: Findings): void {
  const why = `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`;
  if (typeof value !== 'string') {
    findings.schema(why, at);
    return;
  }
  try {
    if (isCall(value)) intrinsicCall(value);
    else path(value);
  } catch (error) {
    const limit = limitIn(error);
    findings.schema(limit ? `${why}.${limit}` : why, at);
  }
}

export const payloadObject: Check = (value, at, findings) => {
  if (isObject(value)) payload(value, at, findings);
  else findings.schema(`The field '${at.split('/').at(-1)}' must be an object`, at);
};

/** Assign: variables by name, which may end in `.$`. */
export const assignments: Check = (value, at, findings) => {
  payloadObject(value, at, findings);
  if (!isObject(value)) return;
  checkVariables(Object.fromEntries(Object.keys(value).map((name) => [name.replace(/\.\$$/, ''), null])), at, findings);
};
