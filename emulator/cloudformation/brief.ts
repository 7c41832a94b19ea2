const mostValues = 100;
const longestText = 500;

/** A value as JSON for a message: the beginning of what is large. */
export function brief(value: unknown): string {
  let room = mostValues;
  const cut = (item: unknown): unknown => {
    if (typeof item === 'string' && item.length > longestText) return `${item.slice(0, longestText)}…`;
    if (typeof item !== 'object' || item === null) return item;
    if (--room < 0) return '…';
    const members: [string, unknown][] = [];
    for (const key in item) {
      if (--room < 0) {
        members.push(['…', '…']);
        break;
      }
      members.push([key, cut((item as Record<string, unknown>)[key])]);
    }
    return Array.isArray(item) ? members.map(([, member]) => member) : Object.fromEntries(members);
  };
  return JSON.stringify(cut(value));
}
