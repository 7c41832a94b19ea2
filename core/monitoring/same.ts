/** Whether what stands has every member that is asked for, of the same value; what it has beside them, AWS has added. */
export function standsAsDeclared(declared: unknown, standing: unknown): boolean {
  if (Array.isArray(declared)) {
    const there = Array.isArray(standing) ? standing : [];
    return there.length === declared.length && declared.every((item, index) => standsAsDeclared(item, there[index]));
  }
  if (typeof declared !== 'object' || declared === null) return declared === standing;
  return Object.entries(declared).every(([member, value]) => standsAsDeclared(value, Object(standing)[member]));
}
