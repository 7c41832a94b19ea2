/** An error that has nothing to say has no such member. */
export function messageOf({ message }: { message: string }, spelling: 'message' | 'Message' = 'message'): Record<string, string> {
  return message === '' ? {} : { [spelling]: message };
}
