import sparkly from 'sparkly';
import { table } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';
import type { Monitored } from './monitored.ts';

/** Figures with what they were, and the alarms that are on, for people. */
export function monitoredText(monitored: Monitored, width: number): string {
  const { environment, cluster, figures, alarms, hours } = monitored;
  const rows = figures.map(({ label, values, now }) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? [label, '', 'nothing is known'] : [label, shownNow(now), line(values)];
  });
  return [
    wrap(`${environment}, ${cluster ?? 'without a cluster'}: ${verdict(alarms)}`, width, 2),
    '',
    table(['', 'now', hours === 1 ? 'last hour' : `last ${hours} hours`], rows, width),
    ...alarms
      .filter(({ state }) => state === 'ALARM')
      .flatMap(({ name, since, reason }) => ['', wrap(`${name}, since ${since}: ${reason}`, width, 2)]),
  ].join('\n');
}

function verdict(alarms: Monitored['alarms']): string {
  if (alarms.length === 0) return 'it has no alarms; they are made when it is provisioned, scaled or restored';
  const on = alarms.filter(({ state }) => state === 'ALARM').length;
  const unknown = alarms.filter(({ state }) => state === 'INSUFFICIENT_DATA').length;
  const of = `${on === 0 ? 'none' : on} of its ${alarms.length} alarms ${on > 1 ? 'are' : 'is'} on`;
  return unknown > 0 ? `${of}, and ${unknown} cannot tell` : of;
}

function shownNow(value: number | null): string {
  if (value === null) return '';
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function line(values: (number | null)[]): string {
  return sparkly(
    values.map((value) => value ?? ''),
    { minimum: 0 },
  );
}
