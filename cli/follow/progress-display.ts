import ora from 'ora';

/** Shows on stderr what goes on: one line that changes for a person at a terminal, a line for each phase into a pipe. */
export class ProgressDisplay {
  readonly #spinner = ora({
    stream: process.stderr,
    // a terminal that says it has no columns makes a spinner turn for ever
    isEnabled: Boolean(process.stderr.isTTY) && process.stderr.columns > 0 && !process.env.CI,
    color: process.env.NO_COLOR ? false : 'cyan',
    discardStdin: false,
  });
  #phase = '';

  /** @param cloudSeconds since the workflow began */
  show(phase: string, cloudSeconds: number): void {
    const line = `${clock(cloudSeconds)}  ${phase}`;
    if (!this.#spinner.isEnabled) {
      if (phase !== this.#phase) console.error(line);
    } else if (phase === this.#phase) {
      this.#spinner.text = line;
    } else {
      if (this.#phase) this.#spinner.succeed();
      this.#spinner.start(line);
    }
    this.#phase = phase;
  }

  end(succeeded: boolean): void {
    if (!this.#spinner.isSpinning) return;
    if (succeeded) this.#spinner.succeed();
    else this.#spinner.fail();
  }
}

function clock(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  return `${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
