const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const name = `(?:${names.join('|')})`;
const span = `${name}(?:-${name})?`;

/** Days of the week, as in `mon-fri` or `mon,wed,fri-sun`. */
export const weekdaysPattern = new RegExp(`^${span}(?:,${span})*$`);

/** The days that such a text names; 0 is Sunday. */
export function weekdaysIn(text: string): Set<number> {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [from, to] = part.split('-').map((day) => names.indexOf(day));
    for (let day = from!; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === (to ?? from)) break;
    }
  }
  return found;
}
