/**
 * The framework notes the whole service in serverless-state.json, for `deploy --package`, and what comes twice in it as a reference to where it came
 * first. For each object it looks through all that came before, a third of the time of packaging.
 */
module.exports = class ServiceState {
  constructor({ utils }) {
    const { writeFileSync } = utils;
    utils.writeFileSync = (path, contents, cycles) =>
      writeFileSync.call(utils, path, cycles ? JSON.stringify(withReferences(contents), null, 2) : contents);
  }
};

/** As json-cycle has it, whose `parse` reads it: `{ "$ref": "$[\"service\"][\"provider\"]" }`. */
function withReferences(value, path = '$', seen = new Map()) {
  const plain = typeof value?.toJSON === 'function' ? value.toJSON() : value;
  if (typeof plain !== 'object' || plain === null) return plain;
  if (seen.has(plain)) return { $ref: seen.get(plain) };
  seen.set(plain, path);
  if (Array.isArray(plain)) return plain.map((each, index) => withReferences(each, `${path}[${index}]`, seen));
  const members = Object.entries(plain).map(([name, each]) => [name, withReferences(each, `${path}[${JSON.stringify(name)}]`, seen)]);
  return Object.fromEntries(members);
}
