/** Tags as ECS writes them. */
export function tagList(tags: Record<string, string> = {}): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
