/** Something that a template refers to and that is not there, or a function that is not supported or cannot give its value. */
export class TemplateError extends Error {}
