/** A word of a command line as a shell takes it for one: in quotes where it has to be. */
export function typed(word: string): string {
  return /^[\w./:=@%+,~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
