import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../emulator/kernel/virtual-clock.ts';

const start = Date.UTC(2026, 0, 1);
const seconds = (clock: VirtualClock) => (clock.now() - start) / 1000;

describe('the virtual clock', () => {
  it('jumps to timers that drive, in order, and fires riders on the way', async () => {
    const clock = new VirtualClock({ epoch: start });
    const fired: string[] = [];
    for (const [kind, at] of [
      ['ride', 20],
      ['drive', 30],
      ['drive', 10],
      ['ride', 40],
    ] as const) {
      clock.after(kind, at, '', () => fired.push(`${kind} ${at} at ${seconds(clock)}`));
    }
    await clock.idle();
    expect(fired).toEqual(['drive 10 at 10', 'ride 20 at 20', 'drive 30 at 30']);
    expect(seconds(clock)).toBe(30);
  });

  it('refuses a timer without a time, which would stop all others', () => {
    const clock = new VirtualClock({ epoch: start });
    expect(() => clock.after('ride', Number.NaN, 'a time limit', () => {})).toThrow('no time was given for: a time limit');
  });

  it('stands still while something holds it, and not while the holder is parked', async () => {
    const clock = new VirtualClock({ epoch: start });
    const hold = clock.hold();
    const waited = clock.sleep(60, 'activation');
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(seconds(clock)).toBe(0);
    hold.park();
    await waited;
    hold.unpark();
    expect(seconds(clock)).toBe(60);
    hold.release();
  });

  it('fires what a fired timer starts before it jumps again', async () => {
    const clock = new VirtualClock({ epoch: start });
    const fired: number[] = [];
    clock.after(
      'drive',
      10,
      'first',
      () => void Promise.resolve().then(() => clock.after('drive', 5, 'follow-up', () => fired.push(seconds(clock)))),
    );
    clock.after('drive', 30, 'later', () => fired.push(seconds(clock)));
    await clock.idle();
    expect(fired).toEqual([15, 30]);
  });

  it('is not idle while what a fired timer began still holds it', async () => {
    const clock = new VirtualClock({ epoch: start });
    const done: string[] = [];
    clock.after('drive', 10, 'issue', () => {
      void clock.during(async () => {
        for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
        done.push('issued');
      });
    });
    await clock.idle();
    expect(done).toEqual(['issued']);
  });

  it('advances by hand for riders', async () => {
    const clock = new VirtualClock({ epoch: start });
    let audits = 0;
    const audit = () => {
      audits++;
      clock.after('ride', 3600, 'hourly audit', audit);
    };
    clock.after('ride', 3600, 'hourly audit', audit);
    await clock.advance(24 * 3600);
    expect(audits).toBe(24);
    expect(seconds(clock)).toBe(24 * 3600);
  });

  it.each(['max', 1, 30, 0.001] as const)('advances by hand by just as much at speed %s, however far the next timer is', async (speed) => {
    const clock = new VirtualClock({ epoch: start, speed });
    const fired: string[] = [];
    clock.after('ride', 300, 'schedule', () => fired.push(`schedule at ${Math.round(seconds(clock))}`));
    clock.after('ride', 3 * 86_400, 'expiry', () => fired.push('expiry'));
    await Promise.all([clock.advance(600), clock.advance(60)]);
    expect(fired).toEqual(['schedule at 300']);
    expect(seconds(clock)).toBeGreaterThanOrEqual(600);
    expect(seconds(clock)).toBeLessThan(660);
    clock.stop();
  });

  it('arrives where work takes long, and at once when it is stopped', async () => {
    const clock = new VirtualClock({ epoch: start, speed: 1 });
    clock.after('ride', 10, 'report', () => void clock.during(() => new Promise((resolve) => setImmediate(resolve))));
    await clock.advance(20);
    expect(Math.round(seconds(clock))).toBe(20);
    const endless = clock.hold();
    const advanced = clock.advance(20);
    clock.stop();
    await advanced;
    await clock.advance(20);
    endless.release();
  });

  it.each(['max', 7] as const)(
    'tells whole milliseconds at speed %s, and fires what comes between two of them in its order',
    async (speed) => {
      const clock = new VirtualClock({ epoch: start, speed });
      const fired: string[] = [];
      // all of them from one instant: at a numeric speed time passes between two lines, too
      const hold = clock.hold();
      for (const at of [0.0107, 0.0101, 0.0104]) clock.after('drive', at, '', () => fired.push(`${at} at ${clock.now() - start}`));
      hold.release();
      await clock.idle();
      expect(fired.map((one) => one.split(' ')[0])).toEqual(['0.0101', '0.0104', '0.0107']);
      for (const one of fired) expect(one).toMatch(/at \d+$/);
      expect(clock.now()).toSatisfy(Number.isInteger);
      clock.stop();
    },
  );

  it('cancels a timer', async () => {
    const clock = new VirtualClock({ epoch: start });
    clock.after('drive', 10, 'cancelled', () => expect.unreachable()).cancel();
    await clock.idle();
    expect(seconds(clock)).toBe(0);
  });
});
