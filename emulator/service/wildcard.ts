const compiled = new Map<string, RegExp>();

/** Whether a value matches a pattern of IAM or EventBridge's kind: `*` stands for any characters, `?` for one. */
export function matchesWildcard(pattern: string, value: string, options: { ignoreCase?: boolean } = {}): boolean {
  const flags = options.ignoreCase ? 'is' : 's';
  const key = `${flags} ${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${escaped}$`, flags);
    compiled.set(key, expression);
  }
  return expression.test(value);
}

/** As ArnLike compares: each of the six parts between colons on its own, so that no `*` reaches across one. */
export function matchesArn(pattern: string, arn: string): boolean {
  const parts = (text: string) => [...text.split(':').slice(0, 5), text.split(':').slice(5).join(':')];
  const [wanted, found] = [parts(pattern), parts(arn)];
  return wanted.every((part, index) => matchesWildcard(part, found[index] ?? ''));
}
