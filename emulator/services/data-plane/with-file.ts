/** What a command answers, and a file that the client writes before it prints it. */
export class WithFile {
  readonly data: unknown;
  readonly file: { path: string; text: string };

  constructor(data: unknown, file: { path: string; text: string }) {
    this.data = data;
    this.file = file;
  }
}
