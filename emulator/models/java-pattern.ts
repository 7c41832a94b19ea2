const space = ' \\t\\n\\v\\f\\r';
const spaceInClass = { '\\s': space };
const spaceOutside = { '\\s': `[${space}]`, '\\S': `[^${space}]`, '.': '[^\\n\\r\\u0085\\u2028\\u2029]' };

/** Patterns that take ages on some texts, and others that match the same. */
const rewritten = new Map([
  ['^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$', '^(?=\\t*[\\x20-\\x7E])[\\t\\x20-\\x7E]+$'],
]);

const compiled = new Map<string, RegExp>();

/** A model's pattern as AWS runs it, which is Java's way: `\s` is ASCII, `.` stops at the end of a line, `(?i)` at its begin leaves case aside, and all of the text has to match. */
export function javaPattern(pattern: string): RegExp {
  let found = compiled.get(pattern);
  if (!found) {
    const plain = pattern.replace(/^\(\?i\)/, '');
    const flags = plain === pattern ? '' : 'i';
    const text = `^(?:${asJava(rewritten.get(plain) ?? plain)})$`;
    try {
      found = new RegExp(text, `u${flags}`);
    } catch {
      found = new RegExp(text, flags); // escapes that only the older syntax takes
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
