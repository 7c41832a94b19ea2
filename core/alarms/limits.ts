/** What an HSM holds, by its type (AWS CloudHSM User Guide, "Quotas"). */
const limits: Record<string, { keys: number; users: number }> = {
  'hsm1.medium': { keys: 3300, users: 250 },
  'hsm2m.medium': { keys: 16_666, users: 1024 },
};

/** A type that is not known is taken for the smallest. */
export function limitsOf(hsmType: string): { keys: number; users: number } {
  return limits[hsmType] ?? limits['hsm1.medium']!;
}
