/** What a file names, or EC2's words for what of it does not exist. */
export type Named<T> = { found: T[] } | { missing: string };

export async function unlessMissing<T>(read: () => Promise<T[]>): Promise<Named<T>> {
  try {
    return { found: await read() };
  } catch (error) {
    if (error instanceof Error && error.name.endsWith('.NotFound')) return { missing: error.message };
    throw error;
  }
}
