/** Zones of a region, in order. us-east-1 has six; other regions are given three, as most have. */
export function availabilityZones(region: string): string[] {
  return [...(region === 'us-east-1' ? 'abcdef' : 'abc')].map((letter) => region + letter);
}

/** The zone of the subnet that is there because it was named as the first one (0), the second one and so on. */
export function assumedZone(region: string, index: number): string {
  const zones = availabilityZones(region);
  return zones[index % zones.length]!;
}

/** The id of a zone, which is the same place for every account: `use1-az1` for `us-east-1a` here, `use1-bos1-az1` for `us-east-1-bos-1a`. */
export function zoneId(zone: string): string {
  const [, area = '', direction = '', number = '', place, letter = 'a'] = parts.exec(zone) ?? [];
  const short = direction.replace(/(north|south)(east|west)/, (_, a: string, b: string) => a[0]! + b[0]!);
  const local = place ? `${place.replaceAll('-', '')}-` : '';
  return `${area}${short.length > 2 ? short[0] : short}${number}-${local}az${letter.charCodeAt(0) - 96}`;
}

const parts = /^([a-z]{2}(?:-[a-z]+)*?)-([a-z]+)-(\d)(?:-(.+\d))?([a-z])?$/;

/** What kind of zone it is, by its name: those beside a region are named after a place in it. */
export function zoneType(zone: string): 'availability-zone' | 'local-zone' | 'wavelength-zone' {
  if (/-wlz-\d+[a-z]?$/.test(zone)) return 'wavelength-zone';
  return parts.exec(zone)?.[4] ? 'local-zone' : 'availability-zone';
}
