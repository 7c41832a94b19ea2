import { AwsError } from '../../kernel/aws-error.ts';

/** A GeneralizedTime has four digits of it (RFC 5280, 4.1.2.5.2). */
const lastYear = 9999;

export interface Validity {
  Type: 'END_DATE' | 'ABSOLUTE' | 'DAYS' | 'MONTHS' | 'YEARS';
  Value: number;
}

/**
 * When a certificate with this validity ends.
 *
 * @param now when it is issued, milliseconds
 * @throws AwsError InvalidArgsException where an END_DATE is not a date, ValidationException where the end is beyond what a certificate says
 */
export function validityEnd(validity: Validity, now: number): Date {
  const end = calendarEnd(validity, now);
  if (end.getUTCFullYear() <= lastYear) return end;
  throw new AwsError('ValidationException', `The certificate validity of ${validity.Value} ${validity.Type} ends at no date.`);
}

function calendarEnd({ Type, Value }: Validity, now: number): Date {
  const end = new Date(now);
  switch (Type) {
    case 'ABSOLUTE':
      return new Date(Value * 1000);
    case 'DAYS':
      end.setUTCDate(end.getUTCDate() + Value);
      return end;
    case 'MONTHS':
      end.setUTCMonth(end.getUTCMonth() + Value);
      return end;
    case 'YEARS':
      end.setUTCFullYear(end.getUTCFullYear() + Value);
      return end;
    case 'END_DATE':
      return endDate(Value);
  }
}

/** UTCTime (YYMMDDHHMMSS, 50 and above is the last century) or GeneralizedTime (YYYYMMDDHHMMSS), written as a number. */
function endDate(value: number): Date {
  const digits = String(value).padStart(12, '0');
  const parts = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(digits)?.slice(1).map(Number);
  const century = digits.length === 14 ? 0 : parts && parts[0]! >= 50 ? 1900 : 2000;
  const date = parts && new Date(Date.UTC(century + parts[0]!, parts[1]! - 1, parts[2], parts[3], parts[4], parts[5]));
  if (!date || date.getUTCMonth() !== parts[1]! - 1 || date.getUTCDate() !== parts[2]) {
    throw new AwsError('InvalidArgsException', `The END_DATE ${value} is not of the form YYMMDDHHMMSS or YYYYMMDDHHMMSS`);
  }
  return date;
}
