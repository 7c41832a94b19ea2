const space = ' \\t\\n\\v\\f\\r';
const spaceInClass = { '\\s': space };
const spaceOutside = { '\\s': `[${space}]`, '\\S': `[^${space}]`, '.': '[^\\n\\r\\u0085\\u2028\\u2029]' };

/** Patterns that take ages on some texts, and others that match the same. */
const rewritten = new Map([
  ['^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$', '^(?=\\t*[\\x20-\\x7E])[\\t\\x20-\\x7E]+$'],
]);

const compiled = new Map<string, RegExp>();

/** A model's pattern as AWS runs it, which is Java's way: `\s` is ASCII, `.` stops at the end of a line, and all of the text has to match. */
export function javaPattern(pattern: string): RegExp {
  let found = compiled.get(pattern);
  if (!found) {
    const text = `^(?:${asJava(rewritten.get(pattern) ?? pattern)})$`;
    try {
      found = new RegExp(text, 'u');
    } catch {
      found = new RegExp(text); // escapes that only the older syntax takes
    }
    compiled.set(pattern, found);
  }
  return found;
}

function asJava(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\.|[[\].]/gs, (token) => {
    const within = inClass;
    if (token === '[') inClass = true;
    if (token === ']') inClass = false;
    const replaced: Record<string, string> = within ? spaceInClass : spaceOutside;
    return replaced[token] ?? token;
  });
}
