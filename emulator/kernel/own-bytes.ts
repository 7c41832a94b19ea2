/** The same bytes in memory of their own. Small buffers are slices of one that Node shares among them: who keeps one of them keeps all of it. */
export function ownBytes(bytes: Uint8Array): Buffer {
  return Buffer.from(new Uint8Array(bytes).buffer);
}
