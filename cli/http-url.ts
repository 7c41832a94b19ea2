/** `localhost:4566` is a URL too, of the scheme `localhost`. */
export function isHttpUrl(text: string): boolean {
  return /^https?:/i.test(text) && URL.canParse(text);
}
