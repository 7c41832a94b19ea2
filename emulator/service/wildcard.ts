/**
 * Whether a value matches a pattern of IAM's kind: `*` stands for any characters, `?` for one. It takes no longer than the product of
 * their lengths, whatever somebody writes.
 */
export function matchesWildcard(pattern: string, value: string, options: { ignoreCase?: boolean } = {}): boolean {
  // most patterns are plain names, and are compared with every request
  const plain = !pattern.includes('*') && !pattern.includes('?');
  if (plain && pattern.length !== value.length) return false;
  if (options.ignoreCase) return matchesWildcard(pattern.toLowerCase(), value.toLowerCase());
  return plain ? pattern === value : matches(pattern, value);
}

function matches(pattern: string, value: string): boolean {
  if (!pattern.includes('?')) return matchesParts(pattern.split('*'), value);
  let [at, from] = [0, 0];
  // the last `*`, and where in the value what follows it was last tried
  let [star, tried] = [-1, 0];
  while (from < value.length) {
    if (pattern[at] === '*') {
      star = at++;
      tried = from;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === value[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++tried;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** As ArnLike compares: each of the six parts between colons on its own, so that no `*` reaches across one. */
export function matchesArn(pattern: string, arn: string): boolean {
  const parts = (text: string) => [...text.split(':').slice(0, 5), text.split(':').slice(5).join(':')];
  const [wanted, found] = [parts(pattern), parts(arn)];
  return wanted.every((part, index) => matchesWildcard(part, found[index] ?? ''));
}

/** Whether a value is made of these parts in their order, with any characters between two of them: a pattern split at its `*`. */
export function matchesParts(parts: string[], value: string): boolean {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length === 1) return value === first;
  if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last)) return false;
  let from = first.length;
  for (let index = 1; index < parts.length - 1; index++) {
    const part = parts[index]!;
    const at = value.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return from + last.length <= value.length;
}
