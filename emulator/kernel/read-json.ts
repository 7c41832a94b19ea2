/** Deeper than any document that AWS's services take; what walks through a value level by level has room for it. */
const deepest = 1_000;

/**
 * The value of a JSON text that somebody sent.
 *
 * @throws SyntaxError where it is no JSON, or nested so deep that walking through it would end badly
 */
export function readJson(text: string): unknown {
  if (opens(text, '[') + opens(text, '{') > deepest && depth(text) > deepest)
    throw new SyntaxError(`It is nested more than ${deepest} levels deep`);
  return JSON.parse(text);
}

/** Whether a text is JSON that can be read. */
export function isJson(text: string): boolean {
  try {
    readJson(text);
    return true;
  } catch {
    return false;
  }
}

/** How often a character stands in a text, in strings too: quickly, since most texts are shallow by this alone. */
function opens(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}

function depth(text: string): number {
  let open = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = closingQuote(text, at);
    else if (character === '[' || character === '{') most = Math.max(most, ++open);
    else if (character === ']' || character === '}') open--;
  }
  return most;
}

function closingQuote(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
