const rule = /^ {2}function peg\$parse(\w+)\(\) \{$/gm;

const memory = `
  const peg$known = new Map();
  function peg$once(rule, parse) {
    const place = rule + ' ' + peg$currPos;
    let found = peg$known.get(place);
    if (!found) {
      const result = parse();
      found = { result, next: peg$currPos };
      peg$known.set(place, found);
    }
    peg$currPos = found.next;
    return found.result;
  }`;

/**
 * Has a parser that PEG.js has generated without its cache try each rule at each place of a text once only: each level of parentheses
 * takes it three times as long otherwise, so that ten of them take minutes.
 *
 * @param source what PEG.js has generated
 */
export function eachPlaceOnce(source: string): string {
  const start = 'function peg$parse(input, options) {';
  if (!source.includes(start) || !rule.test(source)) throw new Error('this is no parser that PEG.js has generated');
  return source
    .replaceAll(rule, "  function peg$$parse$1() { return peg$$once('$1', peg$$rule$1); }\n  function peg$$rule$1() {")
    .replace(start, () => start + memory);
}
