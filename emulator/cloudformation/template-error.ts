/** Something that a template refers to and that is not there, or a function that is not supported or cannot give its value. */
export class TemplateError extends Error {
  /** What AWS was recorded to say of it by its API. */
  readonly recorded: string | undefined;

  constructor(message: string, recorded?: string) {
    super(message);
    this.recorded = recorded;
  }
}
