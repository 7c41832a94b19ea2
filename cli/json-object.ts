/** What a text says as JSON: nothing where it is none, or was cut. */
export function jsonObject(text = '{}'): object {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
