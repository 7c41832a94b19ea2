/** Nothing, where whoever checks may not ask: whoever needs it says what it may not. Throws everything else. */
export function unlessDenied(error: Error): undefined {
  if (error.name !== 'AccessDeniedException') throw error;
}
