import { tool } from './tool.ts';

/** Makes a pseudo terminal. */
export const script = tool('script (of util-linux)', 'bsdutils', 'script', '--version');
