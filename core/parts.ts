/** The parts of an environment that can be asked after. */
export const parts = ['cluster', 'hsms', 'backup', 'key store'] as const;
export type Part = (typeof parts)[number];
