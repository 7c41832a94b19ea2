/** What keeps the template from being packaged: path, problem, remedy. */
export class PackagingError extends Error {
  constructor(message: string) {
    super(message);
    // osls prints the stack of what a resolver throws
    this.stack = message;
  }
}
