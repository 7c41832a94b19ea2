/** Digits, with one separator at most between two, and perhaps a plus before them. */
export function isTelephone(number: string): boolean {
  return /^\+?\d(?:[-/\s.()]?\d)+$/.test(number);
}
