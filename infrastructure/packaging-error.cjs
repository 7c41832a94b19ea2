/** What keeps the template from being packaged: path, problem, remedy. */
class PackagingError extends Error {
  constructor(message) {
    super(message);
    // osls prints the stack of what a resolver throws
    this.stack = message;
  }
}

module.exports = { PackagingError };
