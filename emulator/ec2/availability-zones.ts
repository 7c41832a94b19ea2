/** Zones of a region, in order. us-east-1 has six; other regions are given three, as most have. */
export function availabilityZones(region: string): string[] {
  return [...(region === 'us-east-1' ? 'abcdef' : 'abc')].map((letter) => region + letter);
}

/** The id of a zone, which is the same place for every account: `use1-az1` for `us-east-1a` here. */
export function zoneId(zone: string): string {
  const [area, direction, number] = zone.slice(0, -1).split('-') as [string, string, string];
  const short = direction.replace(/(north|south)(east|west)/, (_, a: string, b: string) => a[0]! + b[0]!);
  return `${area}${short.length > 2 ? short[0] : short}${number}-az${zone.charCodeAt(zone.length - 1) - 96}`;
}
