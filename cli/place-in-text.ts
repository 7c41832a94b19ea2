/** Where an offset is, as editors count: from 1. */
export function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return place(lines.length - 1, lines.at(-1)!.length);
}

/** The same, for who counts from 0. */
export function place(line: number, column: number): string {
  return `line ${line + 1}, column ${column + 1}`;
}
