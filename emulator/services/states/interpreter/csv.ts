/** Records of a CSV file, with double quotes around what holds delimiters, quotes or ends of lines (RFC 4180). Lines without anything are none. */
export function csvRecords(text: string, delimiter: string, most = Number.POSITIVE_INFINITY): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endRecord = () => {
    if (record.length > 0 || field !== '') records.push([...record, field]);
    record = [];
    field = '';
  };
  for (let at = 0; at < text.length && records.length < most; at++) {
    const character = text[at]!;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') field += text[at++]!;
      else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === delimiter) {
      record.push(field);
      field = '';
    } else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
  }
  endRecord();
  return records;
}
