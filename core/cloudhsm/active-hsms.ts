/** The HSMs of a cluster that work, as CloudHSM or an audit's facts show it. */
export function activeHsms<Hsm extends { state: string }>({ hsms }: { hsms: Hsm[] }): Hsm[] {
  return hsms.filter(({ state }) => state === 'ACTIVE');
}
