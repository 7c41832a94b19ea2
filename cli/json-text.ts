import { createScanner, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { mostLevels } from '../core/environment/bounds.ts';
import { type Problem, shortened } from '../core/environment/problem.ts';
import { place, placeOf } from './place-in-text.ts';

type Fault = Omit<Problem, 'path'>;

/** What a text is to be: `an environment`, the file that shows one, and the one that describes it. */
export interface Form {
  name: string;
  shownBy: string;
  describedBy: string;
}

const longestToken = 40;
const end = 17; // SyntaxKind.EOF, a const enum that has no value at run time

/** The value of a JSON text, or what keeps it from being one, in words, with line and column. */
export function parseJson(text: string, form: Form): { value: unknown } | { fault: Fault } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: faultOf(text, form) ?? { problem: `is not JSON (${(error as Error).message})`, remedy: 'mend it there' } };
  }
}

/** Members that stand twice in an object of a JSON text: JSON.parse, as most programs, silently drops the first. */
export function repeatedMembers(text: string): Problem[] {
  if (tooDeepAt(text) !== undefined) return [];
  const problems: Problem[] = [];
  const seen: Map<string, string>[] = [];
  visit(text, {
    onObjectBegin: () => void seen.push(new Map()),
    onObjectEnd: () => void seen.pop(),
    onObjectProperty: (name, _offset, _length, line, column, path) => {
      const [members, at] = [seen.at(-1)!, place(line, column)];
      const first = members.get(name);
      const problem = `stands here twice, at ${first} and ${at}`;
      if (first) problems.push({ path: shortened([...path(), name].join('.')), problem, remedy: 'keep one of them' });
      members.set(name, at);
    },
  });
  return problems;
}

function faultOf(text: string, { name, shownBy, describedBy }: Form): Fault | undefined {
  if (text.trim() === '') return { problem: 'is empty', remedy: `write ${name} into it: ${shownBy} shows one` };
  const yaml = /^(---\s|[A-Za-z_]\w*:(\s|$))/.test(text.trimStart());
  if (yaml) return { problem: `${placeOf(text, text.search(/\S/))}: this is YAML`, remedy: `write it as JSON: ${shownBy} shows how` };
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    const problem = `${placeOf(text, deep)}: it is nested deeper than ${mostLevels} levels`;
    return { problem, remedy: `write it as ${describedBy} says` };
  }
  const [first] = faultsIn(text); // the others follow from it
  return first && explained(text, ...first);
}

function faultsIn(text: string): [ParseErrorCode, number][] {
  const faults: [ParseErrorCode, number][] = [];
  visit(text, { onError: (code, offset) => void faults.push([code, offset]) }, { disallowComments: true });
  return faults;
}

function explained(text: string, code: ParseErrorCode, offset: number): Fault {
  const at = (problem: string, remedy: string, where = offset) => ({ problem: `${placeOf(text, where)}: ${problem}`, remedy });
  const before = text.slice(0, offset).trimEnd();
  switch (printParseErrorCode(code)) {
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return at('a comment, which JSON does not have', 'take it out');
    case 'PropertyNameExpected':
    case 'ValueExpected':
      if (before.endsWith(',')) return at('a comma with nothing after it', 'take it out', before.length - 1);
      return at('a value is missing before it', 'add it');
    case 'ColonExpected':
      return at('a colon is missing before it', 'add it');
    case 'CommaExpected':
      return at('a comma is missing before it', 'add it');
    case 'CloseBraceExpected':
      return at('it ends too early: a } is missing', 'add it', text.trimEnd().length);
    case 'CloseBracketExpected':
      return at('it ends too early: a ] is missing', 'add it', text.trimEnd().length);
    case 'EndOfFileExpected':
      return at('it goes on after its end', 'keep one object');
    case 'UnexpectedEndOfString':
      return at('a text that does not end on its line', 'close it with a double quote');
    case 'InvalidCharacter':
      return at('a text with a control character in it', 'write it as \\n, \\t or \\u and four digits');
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return at('a text with an escape that JSON does not have', 'write a backslash itself as \\\\');
    case 'UnexpectedEndOfNumber':
      return at('a number that does not end', 'write its last digits');
    default:
      return symbolFault(text, offset, at);
  }
}

/** A word that is none of JSON's; the parser reports it whole, and what follows a whole value in the same way. */
function symbolFault(text: string, offset: number, at: (problem: string, remedy: string) => Fault): Fault {
  const symbol = /^[^\s,:{}[\]]*/.exec(text.slice(offset, offset + longestToken))?.[0] ?? '';
  if (symbol.startsWith('#')) return at('a comment, which JSON does not have', 'take it out');
  return at(`${symbol} is no word of JSON`, 'write texts in double quotes, and true, false or null as they are');
}

/** Where a text is nested too deeply for a parser that calls itself. */
function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.scan() !== end) {
    const offset = scanner.getTokenOffset();
    if ('{['.includes(text[offset]!) && ++depth > mostLevels) return offset;
    if ('}]'.includes(text[offset]!)) depth--;
  }
  return undefined;
}
